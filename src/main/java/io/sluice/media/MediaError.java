package io.sluice.media;

import io.sluice.http.Codes;
import io.sluice.http.HttpError;

/** What a client is told when no engine can make what it wants. */
public enum MediaError implements HttpError {
  FORMAT_UNSUPPORTED(415, "No engine of this server reads this kind of file."),
  OUTPUT_UNSUPPORTED(415, "No engine of this server makes this from such a source."),
  SOURCE_TOO_LARGE(422, "The source is larger than this server takes."),
  RESULT_TOO_LARGE(422, "The result would be larger than this server makes."),
  IMAGE_DAMAGED(422, "The source is damaged, or not what it seems to be."),
  VIDEO_ENGINE_MISSING(415, "This server has no ffmpeg, which a picture of a video needs."),
  VIDEO_UNUSABLE(422, "No picture can be read from this video: it is damaged, or has none."),
  RENDER_BUSY(503, "Too much is being made at the moment; try again soon."),
  RENDER_TIMEOUT(504, "This took too long to make.");

  private final int status;
  private final String text;

  MediaError(int status, String text) {
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
