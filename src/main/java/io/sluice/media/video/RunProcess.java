package io.sluice.media.video;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.video.Ffmpeg.Limits;
import io.sluice.media.video.Ffmpeg.Outcome;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One process from start to end; when this returns or throws it is gone, with its children. */
final class RunProcess {
  /**
   * The shell sets limits that the process and its children inherit, and becomes the process. They
   * hold even when we are killed. A system that does not know one of them goes without.
   */
  private static final String LIMITED =
      "ulimit -c 0; ulimit -v $1; ulimit -t $2; ulimit -f $3; shift 3; exec \"$@\"";

  private static final long KIB = 1024;
  private static final long BLOCK = 512;
  private static final long LOOK_MILLIS = 50;
  private static final long DEATH_SECONDS = 5;

  private RunProcess() {}

  static Outcome run(
      List<String> command,
      List<String> arguments,
      Limits limits,
      Deadline deadline,
      Consumer<String> lines)
      throws IOException {
    deadline.check();
    long end = System.nanoTime() + limits.time().toNanos();
    Process process = start(command, arguments, limits);
    try {
      Messages messages = new Messages(process.getErrorStream());
      OutputLines output = new OutputLines(process.getInputStream(), lines);
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        deadline.check();
        if (System.nanoTime() - end >= 0) {
          throw new HttpErrorException(
              MediaError.RENDER_TIMEOUT, "ffmpeg took more than " + limits.time());
        }
      }
      output.awaitEnd();
      return new Outcome(process.exitValue(), messages.ofTheDead());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    } finally {
      kill(process);
    }
  }

  private static Process start(List<String> command, List<String> arguments, Limits limits)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "sh"));
    words.add(Long.toString(limits.memoryBytes() / KIB));
    words.add(Long.toString(2 * limits.time().toSeconds() + 1));
    words.add(Long.toString(limits.fileBytes() / BLOCK + 1));
    words.addAll(command);
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    // Nothing that a file could name by a relative path is there.
    builder.directory(new File("/"));
    builder.redirectInput(new File("/dev/null"));
    return builder.start();
  }

  private static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    boolean wasInterrupted = Thread.interrupted();
    try {
      // What it writes to is deleted next.
      process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
