package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.config.ConfigException;
import io.sluice.config.ConfigFile;
import io.sluice.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that every command shares: which configuration it is about. */
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration. Default: -Dsluice.config, $SLUICE_CONFIG, /etc/sluice/sluice.yaml.")
  @Nullable Path file;

  /**
   * Reads the configuration with the environment over it.
   *
   * @return free of faults
   * @throws ConfigException lists every fault
   */
  SluiceConfig read() throws ConfigException {
    Path found =
        file != null
            ? file
            : ConfigFile.find(System::getProperty, System.getenv(), null).orElse(null);
    Settings settings = Settings.load(found, System.getenv());
    SluiceConfig config = SluiceConfig.read(settings);
    settings.finish();
    return config;
  }
}
