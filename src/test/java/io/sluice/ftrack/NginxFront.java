package io.sluice.ftrack;

import io.sluice.cli.NginxApp;
import io.sluice.cli.NginxBucket;
import io.sluice.cli.NginxFolders;
import io.sluice.cli.NginxLimits;
import io.sluice.cli.NginxSite;
import io.sluice.cli.NginxTemplates;
import io.sluice.cli.NginxValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An nginx on the shipped templates before the app, published below {@code /files}. */
final class NginxFront implements AutoCloseable {
  static final String PREFIX = "/files";
  static final String TOKEN = "0123456789abcdef-made-up-for-tests";

  final int port;
  private final Path logs;
  private final Process process;

  private NginxFront(int port, Path logs, Process process) {
    this.port = port;
    this.logs = logs;
    this.process = process;
  }

  /** Starts before a running app; the bucket is null for a store in the folder. */
  static NginxFront start(Path folder, TestingServer app, @Nullable NginxBucket bucket)
      throws Exception {
    int port = freePort();
    Path logs = Files.createDirectories(folder.resolve("nginx-logs"));
    Path own = Files.createDirectories(folder.resolve("nginx"));
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    NginxValues values =
        new NginxValues(
            new NginxSite("127.0.0.1:" + port, "_", PREFIX, List.of(), isRoot ? "root" : ""),
            new NginxApp("127.0.0.1:" + app.port(), app.contextPath(), TOKEN),
            new NginxFolders(
                folder + "/spool", "main", folder + "/store/objects", "" + logs, own + "/cache"),
            new NginxLimits("0", "1000r/s", "1000r/s", 1000, "127.0.0.1/32"),
            false,
            bucket);
    NginxTemplates.render(values.toMap(), own);
    Process process =
        new ProcessBuilder("nginx", "-p", "" + own, "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(logs.resolve("start.log").toFile())
            .start();
    NginxFront front = new NginxFront(port, logs, process);
    if (!Eventually.becomes(() -> !process.isAlive() || answers(port)) || !process.isAlive()) {
      front.close();
      throw new IllegalStateException(Files.readString(logs.resolve("start.log")));
    }
    return front;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String accessLog() throws IOException {
    return Files.readString(logs.resolve("access.json"));
  }

  String errorLog() throws IOException {
    return Files.readString(logs.resolve("start.log"))
        + Files.readString(logs.resolve("error.log"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
