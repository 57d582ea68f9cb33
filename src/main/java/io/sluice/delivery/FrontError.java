package io.sluice.delivery;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/** What a client is told when the hand-over between Nginx and us goes wrong. */
public enum FrontError implements HttpError {
  FRONT_REQUIRED(403, "This address is reached through the Nginx in front only."),
  SPOOL_FILE_MISSING(411, "Send a Content-Length or a chunked body."),
  SPOOL_FILE_REFUSED(403, "The hand-over of the body was not valid."),
  SPOOL_FILE_GONE(503, "The body is no longer there; send it again."),
  SPOOL_FILE_UNREADABLE(503, "The server cannot take the body over; its operator must look.");

  private final int status;
  private final String text;

  FrontError(int status, String text) {
    this.status = status;
    this.text = text;
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
