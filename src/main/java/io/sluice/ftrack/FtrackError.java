package io.sluice.ftrack;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/** What a client of the ftrack door is told when its request cannot be done. */
public enum FtrackError implements HttpError {
  COMPONENT_ID_MALFORMED(400, "The id is not a component id (a UUID of 36 characters)."),
  COMPONENT_MISSING(404, "There is no component with this id."),
  COMPONENT_TOO_LARGE(413, "The component is larger than this server takes."),
  CONTENT_MD5_MALFORMED(400, "Content-MD5 is not the base64 form of a 16-byte digest."),
  CONTENT_MD5_MISMATCH(400, "The bytes received are not those that Content-MD5 promises.");

  private final int status;
  private final String text;

  FtrackError(int status, String text) {
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
