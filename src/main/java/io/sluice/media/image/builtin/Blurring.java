package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Sharpen;
import java.awt.image.BufferedImage;

/** Steps that smooth by a Gaussian, or take what that would take away and add it. */
final class Blurring {
  private static final int MAX_RADIUS = 150;

  private Blurring() {}

  static BufferedImage blur(BufferedImage image, Blur step, Runnable check) {
    return blur(image, step.radius(), step.sigma(), check);
  }

  static BufferedImage blur(BufferedImage image, double radius, double sigma, Runnable check) {
    if (!(radius > 0) || !(sigma > 0)) {
      return image;
    }
    int reach = (int) Math.min(MAX_RADIUS, Math.ceil(radius));
    Pixels from = Pixels.of(image);
    BufferedImage result = Pixels.create(from.width(), from.height(), from.channels());
    Taps columns = Taps.gaussian(from.height(), reach, sigma);
    Taps rows = Taps.gaussian(from.width(), reach, sigma);
    Separable.run(from, Pixels.of(result), columns, rows, check);
    return result;
  }

  static BufferedImage sharpen(BufferedImage image, Sharpen step, Runnable check) {
    BufferedImage smooth = blur(image, Math.ceil(3 * step.radius()), step.radius(), check);
    if (smooth == image) {
      return image;
    }
    Pixels pixels = Pixels.of(image);
    Pixels blurred = Pixels.of(smooth);
    byte[] samples = pixels.samples();
    for (int i = 0; i < samples.length; i += pixels.channels()) {
      double light = step.amount() * (pixels.luma(i) - blurred.luma(i));
      for (int c = 0; c < pixels.colors(); c++) {
        int at = i + pixels.colorOffset() + c;
        int value = samples[at] & 255;
        double added =
            step.luminanceOnly() ? light : step.amount() * (value - (blurred.samples()[at] & 255));
        samples[at] = Pixels.clamp(value + added);
      }
    }
    return image;
  }
}
