package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.RoundCorner;
import java.awt.image.BufferedImage;

/** Rounds the corners of a picture, with smooth edges. */
final class Corners {
  private static final int FINE = 4;

  private Corners() {}

  static BufferedImage round(BufferedImage image, RoundCorner step) {
    Rgb color = step.color();
    int channels = step.transparent() ? 4 : Backdrop.isGray(color) ? 1 : 3;
    BufferedImage result = Pixels.widen(image, channels);
    Pixels pixels = Pixels.of(result);
    double rx = Math.min(step.radiusX(), pixels.width() / 2.0);
    double ry = Math.min(step.radiusY(), pixels.height() / 2.0);
    for (int y = 0; y < ry; y++) {
      for (int x = 0; x < rx; x++) {
        int inside = inside(x, y, rx, ry);
        int right = pixels.width() - 1 - x;
        int bottom = pixels.height() - 1 - y;
        set(pixels, x, y, inside, step);
        // The middle column or row of an odd side is its own mirror image.
        if (right != x) {
          set(pixels, right, y, inside, step);
        }
        if (bottom != y) {
          set(pixels, x, bottom, inside, step);
        }
        if (right != x && bottom != y) {
          set(pixels, right, bottom, inside, step);
        }
      }
    }
    return result;
  }

  /** How much of a pixel is inside the ellipse, of FINE * FINE. */
  private static int inside(int x, int y, double rx, double ry) {
    int inside = 0;
    for (int j = 0; j < FINE; j++) {
      for (int i = 0; i < FINE; i++) {
        double dx = Math.max(0, rx - x - (i + 0.5) / FINE) / rx;
        double dy = Math.max(0, ry - y - (j + 0.5) / FINE) / ry;
        inside += dx * dx + dy * dy <= 1 ? 1 : 0;
      }
    }
    return inside;
  }

  private static void set(Pixels pixels, int x, int y, int inside, RoundCorner step) {
    int all = FINE * FINE;
    byte[] samples = pixels.samples();
    int i = (y * pixels.width() + x) * pixels.channels();
    if (step.transparent()) {
      samples[i] = (byte) ((pixels.alpha(i) * inside + all / 2) / all);
      return;
    }
    int[] color = {step.color().blue(), step.color().green(), step.color().red()};
    for (int c = 0; c < pixels.colors(); c++) {
      int at = i + pixels.colorOffset() + c;
      int mixed = (samples[at] & 255) * inside + color[c] * (all - inside);
      samples[at] = (byte) ((mixed + all / 2) / all);
    }
    if (pixels.hasAlpha()) {
      samples[i] = (byte) ((pixels.alpha(i) * inside + 255 * (all - inside) + all / 2) / all);
    }
  }
}
