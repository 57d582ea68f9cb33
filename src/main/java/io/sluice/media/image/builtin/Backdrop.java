package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Rgb;
import java.awt.image.BufferedImage;

/** Puts a colour, or a picture, behind transparent pixels. */
final class Backdrop {
  private Backdrop() {}

  /** Whether a colour fits into a gray picture. */
  static boolean isGray(Rgb color) {
    return color.red() == color.green() && color.green() == color.blue();
  }

  /** The picture without alpha; one that has none stays as it is. */
  static BufferedImage behind(BufferedImage image, Rgb color) {
    if (!Pixels.of(image).hasAlpha()) {
      return image;
    }
    BufferedImage result = plain(image.getWidth(), image.getHeight(), 3, color);
    place(image, result, 0, 0, true);
    return result;
  }

  static BufferedImage plain(int width, int height, int channels, Rgb color) {
    BufferedImage image = Pixels.create(width, height, channels);
    byte[] samples = Pixels.of(image).samples();
    byte[] pixel =
        channels == 1
            ? new byte[] {(byte) color.red()}
            : channels == 3
                ? new byte[] {(byte) color.blue(), (byte) color.green(), (byte) color.red()}
                : new byte[] {-1, (byte) color.blue(), (byte) color.green(), (byte) color.red()};
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pixel[i % channels];
    }
    return image;
  }

  /**
   * Lays a picture on another.
   *
   * @param image with no more channels than what is below, unless it is mixed
   * @param below is changed
   * @param mixed whether what is below, which is opaque, shows through; else it is replaced
   */
  static void place(BufferedImage image, BufferedImage below, int left, int top, boolean mixed) {
    Pixels to = Pixels.of(below);
    Pixels from = Pixels.of(Pixels.widen(image, to.channels()));
    byte[] out = to.samples();
    for (int y = 0; y < from.height(); y++) {
      int i = y * from.width() * from.channels();
      int o = ((top + y) * to.width() + left) * to.channels();
      if (!mixed || !from.hasAlpha()) {
        System.arraycopy(from.samples(), i, out, o, from.width() * to.channels());
        continue;
      }
      for (int x = 0; x < from.width(); x++, i += 4, o += to.channels()) {
        int alpha = from.alpha(i);
        for (int c = 0; c < 3; c++) {
          int at = o + to.colorOffset() + c;
          int value = (from.samples()[i + 1 + c] & 255) * alpha + (out[at] & 255) * (255 - alpha);
          out[at] = (byte) ((value + 127) / 255);
        }
      }
    }
  }

  /** The mean of what is seen; white when nothing is. */
  static Rgb mean(BufferedImage image) {
    Pixels pixels = Pixels.of(image);
    long red = 0;
    long green = 0;
    long blue = 0;
    long all = 0;
    for (int i = 0; i < pixels.samples().length; i += pixels.channels()) {
      int alpha = pixels.alpha(i);
      red += (long) pixels.red(i) * alpha;
      green += (long) pixels.green(i) * alpha;
      blue += (long) pixels.blue(i) * alpha;
      all += alpha;
    }
    return all == 0
        ? new Rgb(255, 255, 255)
        : new Rgb(
            (int) ((red + all / 2) / all),
            (int) ((green + all / 2) / all),
            (int) ((blue + all / 2) / all));
  }
}
