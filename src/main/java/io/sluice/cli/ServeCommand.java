package io.sluice.cli;

import io.sluice.app.Logging;
import io.sluice.app.Sluice;
import io.sluice.app.SluiceConfig;
import io.sluice.delivery.BlockingWork;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice serve}: the gateway in a server of its own, until it is told to stop. */
@Command(
    name = "serve",
    description = "Run the gateway by itself, without a Tomcat.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Override
  public Integer call() throws Exception {
    SluiceConfig config = configuration.read();
    Logging.configure(config.log());
    QueuedThreadPool pool = StandaloneServer.pool();
    // Behind Nginx no byte passes here, so nearly all that is asked for is a verdict.
    BlockingWork work = config.front() == null ? BlockingWork.HERE : BlockingWork.on(pool);
    Sluice sluice = Sluice.start(config, Clock.systemUTC(), work);
    StandaloneServer server = StandaloneServer.start(config.server(), sluice, pool);
    Thread hook = new Thread(() -> stop(sluice, server), "sluice-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    server.join();
    return 0;
  }

  private static void stop(Sluice sluice, StandaloneServer server) {
    sluice.announceStop();
    server.stop();
    try {
      sluice.close();
    } catch (IOException e) {
      System.err.println("sluice: while stopping: " + e.getMessage());
    }
    Logging.stop();
  }
}
