package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A small file system of its own, in memory; only root may make one. */
final class Mount implements AutoCloseable {
  final Path folder;
  private final Path log;

  private Mount(Path folder, Path log) {
    this.folder = folder;
    this.log = log;
  }

  /** Mounts one; the calling test is skipped, loudly, where that is not allowed. */
  static Mount make(Path parent, String size) throws Exception {
    Path folder = Files.createDirectories(parent.resolve("mount"));
    Mount mount = new Mount(folder, parent.resolve("mount.log"));
    int exit = mount.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    if (exit != 0) {
      System.err.println(
          "NOT TRIED: a full disk and a read-only one. Mounting needs root: "
              + Files.readString(mount.log));
    }
    Assumptions.assumeTrue(exit == 0, "cannot mount a tmpfs: this test needs root");
    return mount;
  }

  void makeReadOnly() throws Exception {
    assertThat(run("mount", "-o", "remount,ro", folder.toString())).isZero();
  }

  void makeWritable() throws Exception {
    assertThat(run("mount", "-o", "remount,rw", folder.toString())).isZero();
  }

  private int run(String... command) throws IOException, InterruptedException {
    try (ChildProcess process = ChildProcess.start(log, Map.of(), List.of(command))) {
      return process.awaitExit();
    }
  }

  @Override
  public void close() throws Exception {
    // A moment may pass until the kernel has let go of a killed process's files.
    Await.until("unmounted", Await.LONG, () -> run("umount", folder.toString()) == 0);
  }
}
