package io.sluice.http;

/**
 * Ends a request with a row of an error table; the error filter alone turns it into an answer.
 *
 * <p>Faults of the client carry no stack trace: they are cheap to make and never logged with one.
 */
public final class HttpErrorException extends RuntimeException {
  private final transient HttpError error;

  /**
   * Ends a request for a reason that the client caused and that the row says in full.
   *
   * @param error the row to answer with
   */
  public HttpErrorException(HttpError error) {
    super(error.code(), null, false, false);
    this.error = error;
  }

  /**
   * Ends a request for a reason that the client caused.
   *
   * @param error the row to answer with
   * @param detail what happened, for the log only
   */
  public HttpErrorException(HttpError error, String detail) {
    super(error.code() + ": " + detail, null, false, false);
    this.error = error;
  }

  /**
   * Ends a request because something on our side failed.
   *
   * @param error the row to answer with
   * @param cause logged with its stack when the status is 500 or more
   */
  public HttpErrorException(HttpError error, Throwable cause) {
    super(error.code(), cause);
    this.error = error;
  }

  /**
   * The row that the client is answered with.
   *
   * @return status, code and text
   */
  public HttpError error() {
    return error;
  }
}
