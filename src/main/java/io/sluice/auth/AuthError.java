package io.sluice.auth;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import java.util.Locale;

/** Why a signed URL is refused: 400 when it is not well formed, 403 when it is not allowed. */
public enum AuthError implements HttpError {
  QUERY_TOO_LONG(400, "The query of this URL is longer than 4096 characters."),
  TOO_MANY_PARAMETERS(400, "The query of this URL has more than 12 parameters."),
  PARAMETER_REPEATED(400, "A parameter that may occur once occurs twice in this URL."),
  PARAMETER_MALFORMED(
      400, "A parameter of this URL is not encoded as it should be: check its percent escapes."),
  ID_MISSING(400, "This URL lacks the parameter id, or its value is empty."),
  SIGNATURE_MISSING(403, "This URL is not signed."),
  SIGNATURE_MALFORMED(403, "The signature of this URL is not the base64 form of 32 bytes."),
  SIGNATURE_MISMATCH(
      403,
      "The signature of this URL does not fit: it was changed, made for another operation, or"
          + " signed with another secret."),
  URL_EXPIRED(403, "This URL has expired; ask for a new one."),
  TIMEOUT_MALFORMED(403, "The timeout of this URL is not a Unix time in seconds."),
  PARAMETER_REQUIRED(403, "This URL lacks a parameter that this server requires.");

  private final int status;
  private final String code;
  private final String text;

  AuthError(int status, String text) {
    this.status = status;
    this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.text = text;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String text() {
    return text;
  }

  HttpErrorException refusal() {
    return new HttpErrorException(this);
  }

  /** With a detail for the log, which holds no value of the request. */
  HttpErrorException refusal(String detail) {
    return new HttpErrorException(this, detail);
  }
}
