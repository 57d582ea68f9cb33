package io.sluice.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does: asks until it is so, never longer than a deadline. */
final class Await {
  /** Far more than anything takes on an idle machine; a loaded one may be slow. */
  static final Duration LONG = Duration.ofSeconds(60);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Returns as soon as the condition holds; one that throws does not hold yet.
   *
   * @throws AssertionError with the last failure as its cause, when the time is over
   */
  static void until(String what, Duration atMost, Callable<Boolean> condition) {
    long end = System.nanoTime() + atMost.toNanos();
    Throwable last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() < end);
    throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what, last);
  }
}
