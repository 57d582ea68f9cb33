package io.sluice.storage;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import java.io.IOException;

/** What a client is told when a store cannot do its part. */
public enum StorageError implements HttpError {
  STORE_FULL(507, "There is not enough free space for this upload."),
  OVER_QUOTA(507, "This upload would go over the store's quota."),
  STORE_FAILED(503, "The store does not answer as it should; try again later.");

  private final int status;
  private final String text;

  StorageError(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /**
   * Ends a request because of what a store threw.
   *
   * @param e from any method of {@link ObjectStore}
   * @return {@link #STORE_FULL} (507) for a full disk, else {@link #STORE_FAILED} (503)
   */
  public static HttpErrorException failed(IOException e) {
    return new HttpErrorException(e instanceof StoreFullException ? STORE_FULL : STORE_FAILED, e);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return Codes.of(this);
  }

  @Override
  public String text() {
    return text;
  }
}
