package io.sluice.resize;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/**
 * What a client of the resize door is told: 404 where nothing can be under such an address, 403 for
 * a signature, 400 for what is signed and more than this server makes.
 */
public enum ResizeError implements HttpError {
  MEDIA_ID_MALFORMED(404, "No media file can have this path or id: a UUID and a file name."),
  MEDIA_FILE_NAME_REFUSED(400, "A media file cannot have this file name."),
  MEDIA_EXISTS(409, "There is an original with this id already."),
  MEDIA_MISSING(404, "There is no original with this id."),
  RESIZE_NAME_MALFORMED(
      404,
      "This is not the name of a resize: size, fit or fill or a second size, quality, upscale or"
          + " noupscale and signature, joined by dashes, then the extension."),
  RESIZE_SIZE_MALFORMED(
      404, "A size is two positive whole numbers joined by a small x, like 100x200."),
  RESIZE_FACTOR_UNKNOWN(404, "A resize is to fit, to fill, or of a second size, like 100x200."),
  RESIZE_SAMPLE_UNEQUAL(404, "The two sizes of a resize must have one proportion."),
  RESIZE_QUALITY_MALFORMED(404, "The quality is not a whole number."),
  RESIZE_UPSCALE_UNKNOWN(404, "The fourth part must be upscale or noupscale."),
  RESIZE_FORMAT_UNKNOWN(404, "No picture is made with this extension."),
  RESIZE_SIGNATURE_MALFORMED(403, "The signature is neither 32 nor 64 small hexadecimal digits."),
  RESIZE_SIGNATURE_MISMATCH(
      403,
      "The signature does not fit: the name was changed, belongs to another file, or is signed"
          + " with another secret or in a form that is switched off."),
  RESIZE_SIZE_EXCEEDED(400, "The resize is wider or higher than this server makes."),
  RESIZE_QUALITY_EXCEEDED(400, "The quality is not from 1 to 100.");

  private final int status;
  private final String text;

  ResizeError(int status, String text) {
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
