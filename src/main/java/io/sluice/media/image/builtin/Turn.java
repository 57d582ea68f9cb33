package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Rotate;
import java.awt.image.BufferedImage;
import net.coobird.thumbnailator.filters.ImageFilter;

/**
 * Turns and mirrors a picture without touching a value: makes one with an orientation upright.
 *
 * @param orientation 1 to 8, as in Exif
 */
record Turn(int orientation) implements ImageFilter {
  static Turn of(Rotate step) {
    return new Turn(
        switch (step.quarters() & 3) {
          case 1 -> 6;
          case 2 -> 3;
          case 3 -> 8;
          default -> 1;
        });
  }

  static Turn of(Flip step) {
    return new Turn(step.horizontal() ? 2 : 4);
  }

  @Override
  public BufferedImage apply(BufferedImage image) {
    if (orientation <= 1) {
      return image;
    }
    int w = image.getWidth();
    int h = image.getHeight();
    boolean lying = orientation >= 5;
    int last = w * h - 1;
    // The pixel at the top left of the result, and how far it is to the next right and below.
    int origin =
        switch (orientation) {
          case 2, 8 -> w - 1;
          case 3, 7 -> last;
          case 4, 6 -> last - w + 1;
          default -> 0;
        };
    int right =
        switch (orientation) {
          case 2, 3 -> -1;
          case 5, 8 -> w;
          case 6, 7 -> -w;
          default -> 1;
        };
    int below =
        switch (orientation) {
          case 2 -> w;
          case 3, 4 -> -w;
          case 5, 6 -> 1;
          default -> -1;
        };
    Pixels from = Pixels.of(image);
    BufferedImage result = Pixels.create(lying ? h : w, lying ? w : h, from.channels());
    Pixels to = Pixels.of(result);
    int o = 0;
    for (int y = 0; y < to.height(); y++) {
      int p = (origin + y * below) * from.channels();
      for (int x = 0; x < to.width(); x++, p += right * from.channels()) {
        for (int c = 0; c < from.channels(); c++) {
          to.samples()[o++] = from.samples()[p + c];
        }
      }
    }
    return result;
  }
}
