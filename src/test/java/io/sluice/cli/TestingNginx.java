package io.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real nginx on the shipped templates, in a folder of its own, until it is closed. */
final class TestingNginx implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef-not-a-secret";

  final int port;
  final Path spool;
  final Path store;
  final Path logs;
  final Path configuration;
  private final Process process;

  private TestingNginx(Path folder, int port, Process process) {
    this.port = port;
    this.process = process;
    this.spool = folder.resolve("spool");
    this.store = folder.resolve("store");
    this.logs = folder.resolve("logs");
    this.configuration = folder.resolve("nginx");
  }

  static NginxValues values(Path folder, int port, int appPort, boolean cachesVerdicts) {
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    return new NginxValues(
        new NginxSite("127.0.0.1:" + port, "_", "", List.of(), isRoot ? "root" : ""),
        new NginxApp("127.0.0.1:" + appPort, "/media", TOKEN),
        new NginxFolders(
            folder + "/spool", "main", folder + "/store", folder + "/logs", folder + "/cache"),
        new NginxLimits("1m", "200r/s", "50r/s", 2, "127.0.0.9/32"),
        cachesVerdicts);
  }

  static TestingNginx start(Path folder, int appPort, boolean cachesVerdicts)
      throws IOException, InterruptedException {
    int port = freePort();
    for (String name : List.of("spool", "store", "logs", "nginx")) {
      Files.createDirectories(folder.resolve(name));
    }
    NginxTemplates.render(
        values(folder, port, appPort, cachesVerdicts).toMap(), folder.resolve("nginx"));
    Process process =
        new ProcessBuilder("nginx", "-p", folder + "/nginx", "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("logs/start.log").toFile())
            .start();
    TestingNginx nginx = new TestingNginx(folder, port, process);
    if (!nginx.becomes(nginx::answers)) {
      nginx.close();
      throw new IllegalStateException(Files.readString(folder.resolve("logs/start.log")));
    }
    return nginx;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** True as soon as the condition holds; false when nginx ended or ten seconds went by. */
  boolean becomes(BooleanSupplier condition) throws InterruptedException {
    for (int tries = 0; tries < 1000 && process.isAlive(); tries++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return condition.getAsBoolean();
  }

  List<Path> spooled() {
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient.Answer ask(String method, String target, String... headers) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(method, target, "", headers);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
