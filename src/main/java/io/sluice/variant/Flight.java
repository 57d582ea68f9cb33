package io.sluice.variant;

import io.sluice.media.image.Deadline;
import io.sluice.storage.StoredObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One variant that is being made, and those who wait for it. Safe for use by many threads. */
final class Flight {
  private final CompletableFuture<StoredObject> result = new CompletableFuture<>();
  private final Deadline deadline;
  private int waiting;

  Flight(Duration time) {
    this.deadline = new Deadline(time);
  }

  Deadline deadline() {
    return deadline;
  }

  /** Completed once, by whoever makes it. */
  CompletableFuture<StoredObject> result() {
    return result;
  }

  /**
   * Waits with the others, for a time of one's own; when the last has given up before the end, the
   * work ends too.
   *
   * @return null when all have left already: a new flight has to begin
   */
  synchronized @Nullable CompletableFuture<StoredObject> join(Duration patience) {
    if (deadline.isOver() && !result.isDone()) {
      return null;
    }
    waiting++;
    CompletableFuture<StoredObject> mine =
        result.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    var unused = mine.whenComplete((object, failure) -> leave());
    return mine;
  }

  private synchronized void leave() {
    waiting--;
    if (waiting == 0 && !result.isDone()) {
      deadline.cancel();
    }
  }
}
