package io.sluice.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which process serves a store, so that a second one on the machine refuses to.
 *
 * <p>No file is held open, or a disk could not be made read-only under a running gateway. A process
 * that died leaves a mark of nobody, which the next one takes over. Processes that cannot see each
 * other, on two machines or in two containers, are not found out.
 */
final class ServingMark implements Closeable {
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  private final Path file;

  private ServingMark(Path file) {
    this.file = file;
  }

  /**
   * Marks.
   *
   * @throws IOException another living process, or this one, serves the store already
   */
  static ServingMark take(Path file) throws IOException {
    if (Files.exists(file) && isLiving(Files.readString(file))) {
      throw new IOException(
          "another gateway serves the store in " + file.getParent() + "; stop it first");
    }
    ProcessHandle self = ProcessHandle.current();
    Files.writeString(file, self.pid() + " " + start(self).toEpochMilli() + "\n");
    return new ServingMark(file);
  }

  private static boolean isLiving(String mark) {
    String[] words = mark.strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("\\d{1,9}") || !words[1].matches("\\d{1,15}")) {
      return false; // Cut off by a crash while it was written.
    }
    Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[0]));
    // The number may have gone to another process since.
    return process.isPresent()
        && Duration.between(started, start(process.get())).abs().compareTo(CLOCK_STEP) < 0;
  }

  private static Instant start(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
