package io.sluice.storage.file;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows a reader down to so many bytes a second, so that it leaves the disk to others.
 *
 * <p>For use by one thread.
 */
public final class ByteRate {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Shorter waits than this are saved up: a thread cannot sleep so exactly. */
  private static final long LEAST_NANOS = 10_000_000;

  /** Waits. */
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;

  /** When the bytes taken so far should have taken their time. */
  private long due;

  ByteRate(long bytesPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
    this.due = nanoTime.getAsLong();
  }

  /**
   * A limit by the system's clock.
   *
   * @param bytesPerSecond 0 for no limit
   * @return a limit that begins now
   */
  public static ByteRate of(long bytesPerSecond) {
    return new ByteRate(bytesPerSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /**
   * Takes account of bytes, waiting until they were due.
   *
   * @param bytes read just now
   * @throws InterruptedException the thread was told to end while it waited
   */
  void took(long bytes) throws InterruptedException {
    if (bytesPerSecond == 0) {
      return;
    }
    long now = nanoTime.getAsLong();
    // What was not used while others slowed us down is not made up for.
    due = Math.max(due, now - LEAST_NANOS) + (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
    if (due - now > LEAST_NANOS) {
      sleeper.sleep(due - now);
    }
  }
}
