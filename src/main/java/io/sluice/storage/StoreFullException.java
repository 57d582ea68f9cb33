package io.sluice.storage;

import java.io.IOException;

/** The disk under a store or its staging folder is full (answered as 507). */
public final class StoreFullException extends IOException {
  /**
   * Says which disk.
   *
   * @param message for the log
   * @param cause what the operating system said, or null
   */
  public StoreFullException(String message, IOException cause) {
    super(message, cause);
  }
}
