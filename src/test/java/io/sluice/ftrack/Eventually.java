package io.sluice.ftrack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does on its own time. */
final class Eventually {
  private static final long LIMIT_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private Eventually() {}

  /** Something that may be so already, or soon. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** True as soon as the condition holds; false when it did not within twenty seconds. */
  static boolean becomes(Condition condition) throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < LIMIT_NANOS) {
      if (condition.holds()) {
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return condition.holds();
  }
}
