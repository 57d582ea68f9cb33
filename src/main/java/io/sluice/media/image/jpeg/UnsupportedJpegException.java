package io.sluice.media.image.jpeg;

import java.io.IOException;

/** The file may be sound, but it is of a kind that this reader leaves to others. */
public final class UnsupportedJpegException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedJpegException(String reason) {
    super(reason);
  }
}
