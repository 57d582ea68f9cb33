package io.sluice.media.image;

import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Size;

/**
 * What the head of a picture says.
 *
 * @param format by its first bytes
 * @param stored the size as stored, before the orientation is applied
 * @param frames 1 for a still picture
 * @param orientation 1 to 8, as in Exif; 1 is upright
 * @param isReducible whether it can be decoded straight to a smaller size, as far as is known
 */
public record ImageInfo(
    ImageFormat format, Size stored, int frames, int orientation, boolean isReducible) {
  /**
   * Of a picture that is as most of its format are.
   *
   * @param format as above
   * @param stored as above
   * @param frames as above
   * @param orientation as above
   */
  public ImageInfo(ImageFormat format, Size stored, int frames, int orientation) {
    this(format, stored, frames, orientation, true);
  }

  /**
   * The size as seen.
   *
   * @return the stored size, turned for orientations 5 to 8
   */
  public Size size() {
    return orientation >= 5 ? stored.turned() : stored;
  }
}
