package io.sluice.media.image.process;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs, each until it ends, or until the deadline of its run: then it is killed, with what
 * it has started. Safe for use by many threads.
 *
 * <p>A program gets no input, no environment but that of libvips, and bounds for memory, files and
 * processor time where {@code prlimit} is there. The last keeps one that a killed gateway has left
 * from running on for ever.
 */
final class ChildRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildRun.class);
  private static final int MAX_SAID = 2000;
  private static final long LOOK_MILLIS = 20;
  private static final long END_SECONDS = 10;
  private static final long MAX_CPU_SECONDS = 300;
  private static final int SIGNALS = 128;
  private static final int MAX_SIGNAL = 64;

  /** One thread a picture, as in the other engines, and no loader that was not made for others. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("VIPS_CONCURRENCY", "1", "VIPS_BLOCK_UNTRUSTED", "1", "VIPS_WARNING", "0");

  private final @Nullable Path limit;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Makes a runner.
   *
   * @param limit {@code prlimit}; null to go without
   */
  ChildRun(@Nullable Path limit) {
    this.limit = limit;
  }

  /**
   * What a program may take.
   *
   * @param memory bytes of its address space
   * @param file bytes of the longest file
   */
  record Limits(long memory, long file) {}

  /**
   * Runs a program.
   *
   * @param folder it works in
   * @param limits hold it
   * @param deadline ends it
   * @param command program and words
   * @return what it wrote to its output, at most 2000 bytes
   * @throws HttpErrorException {@link MediaError#RENDER_TIMEOUT} (504), {@link
   *     MediaError#IMAGE_DAMAGED} (422) when it failed or died, {@link MediaError#RENDER_BUSY}
   *     (503) when it could not be started
   */
  String run(Path folder, Limits limits, Deadline deadline, List<String> command) {
    deadline.check();
    Process process = start(folder, limits, command);
    running.add(process);
    try {
      if (closed) { // After it was looked at last, and before this could be seen.
        throw new HttpErrorException(MediaError.RENDER_BUSY, "the engine ends");
      }
      return said(process, deadline);
    } catch (IOException e) {
      throw new HttpErrorException(MediaError.RENDER_BUSY, e); // Killed by the end of the engine.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    } finally {
      kill(process);
      running.remove(process);
    }
  }

  private Process start(Path folder, Limits limits, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(limited(limits, command));
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    try {
      return builder.start();
    } catch (IOException e) {
      LOG.error("A program could not be started, is it still installed? {}", e.getMessage());
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    }
  }

  private List<String> limited(Limits limits, List<String> command) {
    List<String> all = new ArrayList<>();
    if (limit != null) {
      all.add(limit.toString());
      all.add("--as=" + limits.memory());
      all.add("--fsize=" + limits.file());
      all.add("--cpu=" + MAX_CPU_SECONDS);
      all.add("--core=0");
      all.add("--");
    }
    all.addAll(command);
    return all;
  }

  private String said(Process process, Deadline deadline) throws IOException, InterruptedException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try (InputStream out = process.getInputStream()) {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        drain(out, kept);
        deadline.check();
      }
      drain(out, kept);
    }
    String said = kept.toString(StandardCharsets.UTF_8);
    int exit = process.exitValue();
    if (exit == 0) {
      return said;
    }
    if (closed) {
      throw new HttpErrorException(MediaError.RENDER_BUSY, "the engine ends");
    }
    if (exit > SIGNALS && exit <= SIGNALS + MAX_SIGNAL) {
      LOG.warn("A program for pictures died of signal {}: {}", exit - SIGNALS, oneLine(said));
    }
    throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "exit " + exit + ": " + oneLine(said));
  }

  /** Takes what is there and waits for nothing; who writes more than is kept is not held up. */
  private static void drain(InputStream out, ByteArrayOutputStream kept) throws IOException {
    byte[] buffer = new byte[MAX_SAID];
    for (int there = out.available(); there > 0; there = out.available()) {
      int read = out.read(buffer, 0, Math.min(there, buffer.length));
      if (read > 0) {
        kept.write(buffer, 0, Math.min(read, MAX_SAID - kept.size()));
      }
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
  }

  /** With all that it has started, and waits: nothing writes into the folder any more. */
  private static void kill(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    boolean wasInterrupted = Thread.interrupted(); // Else there would be no waiting.
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
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
    running.forEach(ChildRun::kill);
  }
}
