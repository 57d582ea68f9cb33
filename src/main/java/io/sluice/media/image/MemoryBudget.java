package io.sluice.media.image;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory that runs share: each takes its part before it begins. */
final class MemoryBudget {
  private static final long UNIT = 64 * 1024;
  private static final long LOOK_MILLIS = 100;

  private final int units;
  private final Semaphore free;

  MemoryBudget(long bytes) {
    this.units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
    this.free = new Semaphore(units, true);
  }

  /** What one run has; closed when it is over. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until there is enough.
   *
   * @throws HttpErrorException {@link MediaError#SOURCE_TOO_LARGE} (422) when there never will be,
   *     {@link MediaError#RENDER_TIMEOUT} (504)
   */
  Share take(long bytes, Deadline deadline) {
    long wanted = Math.max(1, (bytes + UNIT - 1) / UNIT);
    if (bytes < 0 || wanted > units) {
      throw new HttpErrorException(
          MediaError.SOURCE_TOO_LARGE,
          "needs " + bytes + " bytes of memory, images.memory is " + units * UNIT);
    }
    int share = (int) wanted;
    try {
      while (!free.tryAcquire(share, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        deadline.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    }
    return () -> free.release(share);
  }
}
