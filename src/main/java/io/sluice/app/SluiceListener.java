package io.sluice.app;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigFile;
import io.sluice.config.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts the house with the web application and stops it with it. */
public final class SluiceListener implements ServletContextListener {
  private final boolean ownsLogging;
  private @Nullable Sluice sluice;

  /** Made by a container from {@code web.xml}: the log is ours to set up. */
  public SluiceListener() {
    this.ownsLogging = true;
  }

  /**
   * Takes a house that was started already.
   *
   * @param sluice closed by the caller
   */
  public SluiceListener(Sluice sluice) {
    this.ownsLogging = false;
    this.sluice = sluice;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Sluice started = sluice;
    if (started == null) {
      started = start(context);
      sluice = started;
    }
    Routes.register(context, started);
  }

  private static Sluice start(ServletContext context) {
    Path file =
        ConfigFile.find(
                System::getProperty, System.getenv(), context.getInitParameter("sluice.config"))
            .orElse(null);
    Settings settings = Settings.load(file, System.getenv());
    SluiceConfig config = SluiceConfig.read(settings);
    try {
      settings.finish();
      Logging.configure(config.log());
      return Sluice.start(config, Clock.systemUTC());
    } catch (ConfigException | IOException e) {
      LoggerFactory.getLogger(SluiceListener.class)
          .error("Sluice does not start: {}", e.getMessage());
      throw new IllegalStateException("Sluice does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Sluice running = sluice;
    if (!ownsLogging || running == null) {
      return;
    }
    try {
      running.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(SluiceListener.class).warn("while stopping: {}", e.toString());
    }
    Logging.stop();
  }
}
