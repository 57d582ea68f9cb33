package io.sluice.storage.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** S3Proxy over its own memory; it checks every signature. */
public final class S3Proxy extends TestingS3 {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static @Nullable S3Proxy running;

  private final URI endpoint;

  private S3Proxy(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** The one of this JVM, started when it is first asked for. */
  public static synchronized S3Proxy get() throws IOException {
    if (running == null) {
      running = start();
    }
    return running;
  }

  /**
   * One of its own that speaks https too.
   *
   * @param keyStore of PKCS 12, with the server's key
   * @return the server's plain address is {@link #endpoint()}
   */
  public static S3Proxy startSecure(int securePort, Path keyStore, String password)
      throws IOException {
    return start(
        "s3proxy.secure-endpoint=https://127.0.0.1:" + securePort,
        "s3proxy.keystore-path=" + keyStore,
        "s3proxy.keystore-password=" + password);
  }

  private static S3Proxy start(String... more) throws IOException {
    int port = freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    Path folder = Files.createTempDirectory("sluice-s3proxy-");
    Path properties = folder.resolve("s3proxy.properties");
    List<String> lines =
        new ArrayList<>(
            List.of(
                "s3proxy.endpoint=" + endpoint,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + ACCESS_KEY,
                "s3proxy.credential=" + SECRET_KEY,
                "s3proxy.ignore-unknown-headers=true",
                // It holds one thread for each body that is slow to come, as hundreds are in tests.
                "s3proxy.jetty.max-threads=800",
                // A fault proxy before it has a clock of its own.
                "s3proxy.maximum-timeskew=3600",
                "s3proxy.v4-max-non-chunked-request-size=2147483648",
                "jclouds.provider=transient-nio2"));
    lines.addAll(List.of(more));
    Files.write(properties, lines);
    Path log = folder.resolve("s3proxy.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-jar",
                jar().toString(),
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
    awaitPort(process, port, log);
    return new S3Proxy(endpoint);
  }

  private static Path jar() {
    Path jar = Path.of("target/s3proxy/s3proxy.jar");
    if (!Files.exists(jar)) {
      throw new AssertionError(jar + " is missing: the build copies it before the tests");
    }
    return jar.toAbsolutePath();
  }

  private static void awaitPort(Process process, int port, Path log) throws IOException {
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < START_NANOS) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    throw new IllegalStateException("S3Proxy did not start: " + Files.readString(log));
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly();
    TemporaryFolder.delete(folder);
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public boolean takesEveryCharset() {
    return false;
  }

  @Override
  public boolean readsOneVersion() {
    return false; // The tag of the file that was there, and the bytes of the one that is.
  }

  @Override
  public boolean takesEveryKey() {
    return false;
  }
}
