package io.sluice.storage.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small file system of its own in memory; unmounted at the end. */
public final class TestingMount implements AutoCloseable {
  private final Path folder;

  private TestingMount(Path folder) {
    this.folder = folder;
  }

  /** Mounts, or skips the test and says why: only root may, and not in every container. */
  public static TestingMount of4MiB(Path folder) throws IOException, InterruptedException {
    String refusal = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
    Assumptions.assumeTrue(refusal.isEmpty(), "SKIPPED, no right to mount a tmpfs: " + refusal);
    return new TestingMount(folder);
  }

  void makeReadOnly() throws IOException, InterruptedException {
    String refusal = run("mount", "-o", "remount,ro", folder.toString());
    Assumptions.assumeTrue(refusal.isEmpty(), "SKIPPED, no right to remount: " + refusal);
  }

  /** Runs a command; answers what it complained of, empty when it succeeded. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return "no command " + command[0];
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : "failed: " + output.strip();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    String refusal = run("umount", folder.toString());
    if (!refusal.isEmpty()) {
      throw new IOException(refusal);
    }
  }
}
