package io.sluice.thumbor;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/** What a client of the Thumbor door is told; every fault of the URL is 400, as Thumbor answers. */
public enum ThumborError implements HttpError {
  THUMBOR_URL_MALFORMED(400, "This is no Thumbor URL: it is neither signed nor unsafe, or broken."),
  THUMBOR_URL_TOO_LONG(400, "The path of this URL is longer than 8192 characters."),
  THUMBOR_NUMBER_TOO_LONG(400, "A number in this URL has more than 9 digits."),
  THUMBOR_TOO_MANY_FILTERS(400, "This URL has more than 50 filters, or more than 4 costly ones."),
  THUMBOR_IMAGE_MISSING(400, "This URL names no image."),
  THUMBOR_SIGNATURE_MISMATCH(400, "The signature of this URL does not fit."),
  THUMBOR_UNSAFE_REFUSED(400, "This server takes signed URLs only."),
  THUMBOR_IMAGE_UNUSABLE(
      400, "The source image is damaged, or of a kind that nothing here makes this of."),
  THUMBOR_IMAGE_TOO_LARGE(400, "The source image or the result is larger than this server makes."),
  THUMBOR_CALLBACK_MALFORMED(400, "The callback is no plain name of at most 64 characters."),
  THUMBOR_LAYER_MISSING(400, "There is no such watermark or frame, or it may not be read."),
  THUMBOR_SOURCE_MISSING(404, "There is no such source image."),
  THUMBOR_SOURCE_EMPTY(502, "The source image is empty.");

  private final int status;
  private final String text;

  ThumborError(int status, String text) {
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
