package io.sluice.media.program;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs, each from start to end: when a run returns or throws, its process is gone, with
 * all that it has started. Safe for use by many threads.
 */
public final class RunProgram implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RunProgram.class);

  /**
   * The shell sets limits that the process and its children inherit, and becomes the process. They
   * hold even when we are killed. A system that does not know one of them goes without.
   */
  private static final String LIMITED =
      "ulimit -c 0; ulimit -v $1; ulimit -t $2; ulimit -f $3; shift 3; exec \"$@\"";

  private static final int NOT_RUNNABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int KILLED = 128 + 9;
  private static final long KIB = 1024;
  private static final long BLOCK = 512;
  private static final long LOOK_MILLIS = 20;
  private static final long DEATH_SECONDS = 10;

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * What is run.
   *
   * @param words the program by its full path, and what it is told
   * @param folder it works in
   * @param environment all of it
   */
  public record Command(List<String> words, Path folder, Map<String, String> environment) {
    /** Takes copies. */
    public Command {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * What ends a run.
   *
   * @param time by the clock; of the processor twice as much for each one, should nobody be there
   *     to look
   * @param memoryBytes address space
   * @param fileBytes the longest file that it may write
   * @param processors that it may keep busy
   */
  public record Limits(Duration time, long memoryBytes, long fileBytes, int processors) {
    /**
     * For a program that keeps one processor busy.
     *
     * @param time as above
     * @param memoryBytes as above
     * @param fileBytes as above
     */
    public Limits(Duration time, long memoryBytes, long fileBytes) {
      this(time, memoryBytes, fileBytes, 1);
    }

    /**
     * The same for a program with threads.
     *
     * @param count of the processors that it may keep busy
     * @return limits under which the clock ends it first
     */
    public Limits withProcessors(int count) {
      return new Limits(time, memoryBytes, fileBytes, count);
    }
  }

  /**
   * How a run ended.
   *
   * @param status 0 when it is well; 128 and the signal when one ended it
   * @param said the beginning of what it wrote to its standard error, at most 4096 bytes
   */
  public record Outcome(int status, String said) {
    /**
     * Whether what it made may be used.
     *
     * @return true when it says so itself
     */
    public boolean isOk() {
      return status == 0;
    }

    /**
     * Whether the program was not there, or may not be run, which the shell says.
     *
     * @return true when nothing was done
     */
    public boolean isMissing() {
      return status == NOT_RUNNABLE || status == NOT_FOUND;
    }

    /**
     * Whether it was ended by a signal that no program can catch.
     *
     * @return true for want of memory, by a person, or when its processor time was over
     */
    public boolean isKilled() {
      return status == KILLED;
    }
  }

  /**
   * Runs one, without input, and waits.
   *
   * @param command what is run
   * @param limits that end it
   * @param deadline of whoever waits
   * @param lines takes what it writes to its standard output, line by line, on another thread; of a
   *     line the first 500 characters
   * @return how it ended
   * @throws HttpErrorException {@link MediaError#RENDER_TIMEOUT} (504), {@link
   *     MediaError#RENDER_BUSY} (503) when the thread is told to end or this was closed
   * @throws IOException no process can be started
   */
  public Outcome run(Command command, Limits limits, Deadline deadline, Consumer<String> lines)
      throws IOException {
    deadline.check();
    requireOpen();
    long end = System.nanoTime() + limits.time().toNanos();
    Process process = start(command, limits);
    running.add(process);
    try {
      requireOpen(); // Closed after it was asked last, and before this one could be seen.
      Messages messages = new Messages(process.getErrorStream());
      OutputLines output = new OutputLines(process.getInputStream(), lines);
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        deadline.check();
        if (System.nanoTime() - end >= 0) {
          throw new HttpErrorException(
              MediaError.RENDER_TIMEOUT, "it took more than " + limits.time());
        }
      }
      output.awaitEnd();
      String said = messages.ofTheDead();
      requireOpen(); // Then the end is our doing and says nothing of the job.
      return new Outcome(process.exitValue(), said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    } finally {
      kill(process);
      running.remove(process);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new HttpErrorException(MediaError.RENDER_BUSY, "no program is run any more");
    }
  }

  private static Process start(Command command, Limits limits) throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "sh"));
    words.add(Long.toString(limits.memoryBytes() / KIB));
    words.add(Long.toString(2L * limits.processors() * limits.time().toSeconds() + 1));
    words.add(Long.toString(limits.fileBytes() / BLOCK + 1));
    words.addAll(command.words());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.directory(command.folder().toFile());
    builder.redirectInput(new File("/dev/null"));
    return builder.start();
  }

  /** And waits: what it writes to is deleted next. */
  private static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    boolean wasInterrupted = Thread.interrupted(); // Else there would be no waiting.
    try {
      if (!process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("process {} does not end", process.pid());
      }
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills what runs, and starts nothing more. */
  @Override
  public void close() {
    closed = true;
    running.forEach(RunProgram::kill);
  }
}
