package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Size;

/**
 * A part of a picture, in pixels of it; a picture that was decoded smaller has parts of pixels.
 *
 * @param left from the left edge
 * @param top from the top edge
 * @param width more than 0
 * @param height more than 0
 */
record Box(double left, double top, double width, double height) {
  static Box whole(Size size) {
    return new Box(0, 0, size.width(), size.height());
  }

  Box dividedBy(int denominator) {
    return new Box(
        left / denominator, top / denominator, width / denominator, height / denominator);
  }

  /** The same part of a picture that was scaled as a whole. */
  Box scaled(Size from, Size to) {
    double across = (double) to.width() / from.width();
    double down = (double) to.height() / from.height();
    return new Box(left * across, top * down, width * across, height * down);
  }

  /**
   * The same part before the orientation is applied.
   *
   * @param orientation 1 to 8, as in Exif
   * @param stored the size as stored
   */
  Box stored(int orientation, Size stored) {
    double right = stored.width() - left - width;
    double bottom = stored.height() - top - height;
    return switch (orientation) {
      case 2 -> new Box(right, top, width, height);
      case 3 -> new Box(right, bottom, width, height);
      case 4 -> new Box(left, bottom, width, height);
      case 5 -> new Box(top, left, height, width);
      case 6 -> new Box(top, stored.height() - left - width, height, width);
      case 7 ->
          new Box(stored.width() - top - height, stored.height() - left - width, height, width);
      case 8 -> new Box(stored.width() - top - height, left, height, width);
      default -> this;
    };
  }
}
