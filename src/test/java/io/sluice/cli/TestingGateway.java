package io.sluice.cli;

import io.sluice.app.Sluice;
import io.sluice.app.SluiceConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real gateway in this process, with or without a real Nginx before it, until it is closed. */
final class TestingGateway implements AutoCloseable {
  final TestingConfig config;
  final int port;
  private final Sluice sluice;
  private final StandaloneServer server;
  private @Nullable Process nginx;

  private TestingGateway(TestingConfig config, int port) throws Exception {
    this.config = config;
    this.port = port;
    ConfigOption option = new ConfigOption();
    option.file = config.file;
    SluiceConfig settings = option.read();
    this.sluice = Sluice.start(settings, Clock.systemUTC());
    this.server = StandaloneServer.start(settings.server(), sluice);
  }

  static TestingGateway alone(Path folder) throws Exception {
    int port = TestingNginx.freePort();
    TestingConfig config =
        new TestingConfig(
            folder, "public-url: http://127.0.0.1:" + port, "server: {port: " + port + "}");
    return new TestingGateway(config, port);
  }

  static TestingGateway behindNginx(Path folder) throws Exception {
    return behindNginx(folder, false);
  }

  static TestingGateway behindNginx(Path folder, boolean cachesVerdicts) throws Exception {
    return behindNginx(folder, "{kind: file, root: store, min-free: 0}", cachesVerdicts);
  }

  /** Over a store of these settings, in YAML. */
  static TestingGateway behindNginx(Path folder, String store, boolean cachesVerdicts)
      throws Exception {
    int port = TestingNginx.freePort();
    int app = TestingNginx.freePort();
    Files.createDirectories(folder.resolve("spool"));
    TestingConfig config =
        TestingConfig.on(
            folder,
            store,
            "public-url: http://127.0.0.1:" + port,
            "server: {port: " + app + "}",
            "front:",
            "  proxy-token: " + TestingNginx.TOKEN,
            "  spool: spool",
            "  nginx: {listen: '127.0.0.1:%d', app: '127.0.0.1:%d', log-folder: '%s',"
                .formatted(port, app, folder.resolve("logs")),
            "    verdict-cache: " + cachesVerdicts + "}");
    TestingGateway gateway = new TestingGateway(config, port);
    gateway.render();
    gateway.startNginx();
    return gateway;
  }

  Path nginxFolder() {
    return config.folder.resolve("nginx");
  }

  private void render() {
    TestingConfig.Run run = config.run("nginx", "-o", nginxFolder().toString());
    if (run.code() != 0) {
      throw new IllegalStateException(run.err());
    }
  }

  /** Changes a line of a rendered file and starts Nginx anew with it. */
  void spoil(String file, String line, String replacement) throws Exception {
    Path path = nginxFolder().resolve(file);
    String text = Files.readString(path);
    if (!text.contains(line)) {
      throw new IllegalArgumentException("no such line in " + file + ": " + line);
    }
    Files.writeString(path, text.replace(line, replacement));
    stopNginx();
    startNginx();
  }

  private void startNginx() throws Exception {
    Path log = config.folder.resolve("nginx-start.log");
    Process process =
        new ProcessBuilder("nginx", "-p", nginxFolder().toString(), "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    nginx = process;
    for (int tries = 0; tries < 1000 && !listens(); tries++) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(Files.readString(log));
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void stopNginx() throws InterruptedException {
    Process running = nginx;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
  }

  @Override
  public void close() throws Exception {
    stopNginx();
    server.stop();
    sluice.close();
  }
}
