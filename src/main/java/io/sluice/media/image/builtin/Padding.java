package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Rgb;
import java.awt.image.BufferedImage;

/** Puts a picture in the middle of a larger one. */
final class Padding {
  private static final int BLURRED_SMALLER = 8;

  private Padding() {}

  static BufferedImage apply(BufferedImage image, Pad step, Runnable check) {
    int width = Math.max(image.getWidth(), step.width());
    int height = Math.max(image.getHeight(), step.height());
    boolean same = width == image.getWidth() && height == image.getHeight();
    boolean alpha = Pixels.of(image).hasAlpha();
    boolean through = alpha && step.fillTransparent();
    if (same && (!through || step.fill() instanceof Pad.Fill.Transparent)) {
      return image;
    }
    int left = (width - image.getWidth()) / 2;
    int top = (height - image.getHeight()) / 2;
    if (step.fill() instanceof Pad.Fill.Transparent) {
      BufferedImage result = Pixels.create(width, height, 4);
      Backdrop.place(image, result, left, top, false);
      return result;
    }
    BufferedImage result = fill(image, step.fill(), width, height, check);
    int needed = alpha && !through ? 4 : Math.min(3, Pixels.of(image).channels());
    result = Pixels.widen(result, needed);
    Backdrop.place(image, result, left, top, through);
    return result;
  }

  /** An opaque picture, gray where picture and fill are. */
  private static BufferedImage fill(
      BufferedImage image, Pad.Fill fill, int width, int height, Runnable check) {
    boolean gray = Pixels.of(image).channels() == 1;
    if (fill instanceof Pad.Fill.Blurred) {
      BufferedImage opaque = Backdrop.behind(image, Backdrop.mean(image));
      // Nothing fine is left after the blur, so it is made small, which is as good and fast.
      int smallWidth = Math.max(1, width / BLURRED_SMALLER);
      int smallHeight = Math.max(1, height / BLURRED_SMALLER);
      BufferedImage small = LanczosResizer.resize(opaque, smallWidth, smallHeight, check);
      double sigma = Math.max(1, Math.max(smallWidth, smallHeight) / 25.0);
      small = Blurring.blur(small, 3 * sigma, sigma, check);
      return LanczosResizer.resize(small, width, height, check);
    }
    Rgb color = fill instanceof Pad.Fill.Solid solid ? solid.color() : Backdrop.mean(image);
    return Backdrop.plain(width, height, gray && Backdrop.isGray(color) ? 1 : 3, color);
  }
}
