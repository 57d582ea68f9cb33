package io.sluice.media.image.jpeg;

import java.io.IOException;

/** The bytes break the rules of JPEG, or end too early. */
public final class DamagedJpegException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedJpegException(String reason) {
    super(reason);
  }
}
