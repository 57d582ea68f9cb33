package io.sluice.media.image;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import java.time.Duration;

/** When a run must be over, and whether anyone still waits for it. Safe for use by many threads. */
public final class Deadline {
  private final long end;
  private volatile boolean cancelled;

  /**
   * Begins now.
   *
   * @param time that the run may take
   */
  public Deadline(Duration time) {
    this.end = System.nanoTime() + time.toNanos();
  }

  /** Ends the run soon: nobody waits for it any more. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Whether nobody waits any more.
   *
   * @return true after {@link #cancel}
   */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Whether the run should end.
   *
   * @return true from the deadline on, or when cancelled
   */
  public boolean isOver() {
    return cancelled || System.nanoTime() - end >= 0;
  }

  /**
   * Ends a run whose time is over.
   *
   * @throws HttpErrorException {@link MediaError#RENDER_TIMEOUT} (504)
   */
  public void check() {
    if (isOver()) {
      throw new HttpErrorException(
          MediaError.RENDER_TIMEOUT, cancelled ? "nobody waits any more" : "took too long");
    }
  }
}
