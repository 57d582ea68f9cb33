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
 */
public record ImageInfo(ImageFormat format, Size stored, int frames, int orientation) {
  /**
   * The size as seen.
   *
   * @return the stored size, turned for orientations 5 to 8
   */
  public Size size() {
    return orientation >= 5 ? stored.turned() : stored;
  }
}
