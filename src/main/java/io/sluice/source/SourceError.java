package io.sluice.source;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/** What a client is told of a target URL. */
public enum SourceError implements HttpError {
  SOURCE_REFUSED(403, "This server reads nothing from there."),
  SOURCE_MISSING(404, "There is nothing to make this of."),
  SOURCE_TOO_LONG(422, "The source is longer than this server fetches."),
  SOURCE_HOST_FAILED(502, "The host of the source answers badly, or not at all."),
  SOURCE_HOST_SLOW(504, "The host of the source takes too long.");

  private final int status;
  private final String text;

  SourceError(int status, String text) {
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
