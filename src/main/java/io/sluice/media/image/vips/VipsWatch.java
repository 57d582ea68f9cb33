package io.sluice.media.image.vips;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Looks after all runs of an engine: stops those whose time is over, and all at its end. */
final class VipsWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 25;

  /** Read by each run, written by the end: it waits for the last run. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final Set<VipsRun> runs = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock;
  private final Future<?> looking;
  private volatile boolean closed;

  VipsWatch() {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "vips-deadline");
              thread.setDaemon(true);
              return thread;
            });
    looking =
        clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    runs.forEach(VipsRun::killWhenOver);
  }

  /** A run begins; refused after the end. */
  void enter(VipsRun run) {
    use.readLock().lock();
    runs.add(run);
    if (closed) {
      leave(run);
      throw new IllegalStateException("the engine is closed");
    }
  }

  /** It is over, on the same thread. */
  void leave(VipsRun run) {
    runs.remove(run);
    use.readLock().unlock();
  }

  /** Stops all runs and waits for them. */
  @Override
  public void close() {
    closed = true;
    runs.forEach(VipsRun::kill);
    use.writeLock().lock();
    try {
      looking.cancel(true);
      clock.shutdownNow();
      clock.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      use.writeLock().unlock();
    }
  }
}
