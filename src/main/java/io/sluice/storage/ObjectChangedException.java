package io.sluice.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A version that was found is there no more: replaced or removed meanwhile (answered as 503). */
public final class ObjectChangedException extends IOException {
  /**
   * Says what was seen.
   *
   * @param message for the log
   * @param cause what the store said, or null
   */
  public ObjectChangedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
