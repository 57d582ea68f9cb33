package io.sluice.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Ceph RADOS Gateway over memory: an S3 server of another make, with policies, lifecycle and
 * websites. Tests that need it are skipped, loudly, where it is not installed.
 */
public final class Rgw extends TestingS3 {
  /** The keys of a user who may do what a bucket's policy allows, and nothing else. */
  public static final String GATEWAY_ACCESS_KEY = "gateway-" + ACCESS_KEY;

  public static final String GATEWAY_SECRET_KEY = "gateway-" + SECRET_KEY;

  /** That user as a policy names it. */
  public static final String GATEWAY = "arn:aws:iam:::user/gateway";

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static @Nullable Rgw running;

  private final URI endpoint;

  private Rgw(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The one of this JVM, started when it is first asked for; skips the test where there is none.
   */
  public static synchronized Rgw get() throws IOException {
    boolean isHere =
        List.of("radosgw", "ceph-mon", "ceph-osd", "ceph", "radosgw-admin").stream()
            .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
    if (!isHere) {
      System.err.println("SKIPPED: radosgw is not installed; nothing is shown on Ceph");
    }
    Assumptions.assumeTrue(isHere, "radosgw is not installed");
    if (running == null) {
      running = start();
    }
    return running;
  }

  private static Rgw start() throws IOException {
    int port = freePort();
    Path folder = Files.createTempDirectory("sluice-rgw-");
    Path script = folder.resolve("rgw.sh");
    try (InputStream in = Objects.requireNonNull(Rgw.class.getResourceAsStream("rgw.sh"))) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = folder.resolve("rgw.log");
    Process process =
        new ProcessBuilder(
                "bash",
                "" + script,
                "" + folder,
                "" + port,
                "" + freePort(),
                ACCESS_KEY,
                SECRET_KEY)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < START_NANOS) {
      if (Files.readString(log).contains("rgw is ready")) {
        return new Rgw(URI.create("http://127.0.0.1:" + port));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new IllegalStateException("radosgw did not start: " + Files.readString(log));
  }

  private static void end(Process process, Path folder) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    TemporaryFolder.delete(folder);
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public boolean takesEveryCharset() {
    return true;
  }

  @Override
  public boolean readsOneVersion() {
    return true;
  }

  @Override
  public boolean takesEveryKey() {
    return true;
  }
}
