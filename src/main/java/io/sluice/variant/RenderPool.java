package io.sluice.variant;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that make variants: few, and a bounded queue before them. */
final class RenderPool {
  private static final long IDLE_SECONDS = 60;

  private RenderPool() {}

  /**
   * Starts it; threads come with work and go without.
   *
   * @param jobs at once, at least 1
   * @param queue how many may wait, at least 1; whoever comes after is rejected
   */
  static ThreadPoolExecutor start(int jobs, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            jobs,
            jobs,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            work -> {
              Thread thread = new Thread(work, "render");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
