package io.sluice.source;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/** What a client is told of a target URL. */
public enum SourceError implements HttpError {
  SOURCE_REFUSED(403, "This server reads nothing from there."),
  SOURCE_MISSING(404, "There is nothing to make this of.");

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
