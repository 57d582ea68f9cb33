package io.sluice.media.image.builtin;

import io.sluice.media.recipe.AddToChannels;
import io.sluice.media.recipe.Colorize;
import io.sluice.media.recipe.Contrast;
import io.sluice.media.recipe.Curve;
import io.sluice.media.recipe.Noise;
import io.sluice.media.recipe.Saturation;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Steps that change each pixel by itself. Alpha stays. */
final class Tones {
  private Tones() {}

  static BufferedImage invert(BufferedImage image) {
    return map(image, v -> 255 - v);
  }

  static BufferedImage contrast(BufferedImage image, Contrast step) {
    double factor = Math.pow((100 + step.amount()) / 100.0, 2);
    return map(image, v -> (int) Math.round((v - 128) * factor) + 128);
  }

  static BufferedImage add(BufferedImage image, AddToChannels step) {
    if (step.red() == step.green() && step.green() == step.blue()) {
      return map(image, v -> v + step.red());
    }
    BufferedImage color = Pixels.widen(image, 3);
    map(color, 0, v -> v + step.blue());
    map(color, 1, v -> v + step.green());
    map(color, 2, v -> v + step.red());
    return color;
  }

  static BufferedImage colorize(BufferedImage image, Colorize step) {
    BufferedImage color = Pixels.widen(image, 3);
    map(color, 0, v -> (v * (100 - step.blue()) + step.color().blue() * step.blue()) / 100);
    map(color, 1, v -> (v * (100 - step.green()) + step.color().green() * step.green()) / 100);
    map(color, 2, v -> (v * (100 - step.red()) + step.color().red() * step.red()) / 100);
    return color;
  }

  static BufferedImage curve(BufferedImage image, Curve step) {
    BufferedImage color = Pixels.widen(image, 3);
    int[] all = Curves.table(step.all());
    int[][] each = {
      Curves.table(step.blue()), Curves.table(step.green()), Curves.table(step.red())
    };
    for (int i = 0; i < each.length; i++) {
      int[] own = each[i];
      map(color, i, v -> all[own[v]]);
    }
    return color;
  }

  static BufferedImage equalize(BufferedImage image) {
    Pixels pixels = Pixels.of(image);
    for (int color = 0; color < pixels.colors(); color++) {
      long[] counts = new long[256];
      for (int i = 0; i < pixels.samples().length; i += pixels.channels()) {
        if (pixels.alpha(i) > 0) {
          counts[pixels.samples()[i + pixels.colorOffset() + color] & 255]++;
        }
      }
      int[] spread = spread(counts);
      map(image, color, v -> spread[v]);
    }
    return image;
  }

  private static int[] spread(long[] counts) {
    long all = 0;
    long first = 0;
    for (long count : counts) {
      first = first == 0 ? count : first;
      all += count;
    }
    int[] spread = new int[256];
    long below = 0;
    for (int v = 0; v < 256; v++) {
      below += counts[v];
      spread[v] =
          all == first ? v : (int) Math.round(Math.max(0, below - first) * 255.0 / (all - first));
    }
    return spread;
  }

  static BufferedImage grayscale(BufferedImage image) {
    Pixels from = Pixels.of(image);
    if (from.channels() == 1) {
      return image;
    }
    int channels = from.hasAlpha() ? 4 : 1;
    BufferedImage result = Pixels.create(from.width(), from.height(), channels);
    byte[] to = Pixels.of(result).samples();
    for (int i = 0, o = 0; i < from.samples().length; i += from.channels()) {
      if (from.hasAlpha()) {
        to[o++] = from.samples()[i];
        to[o++] = (byte) from.luma(i);
        to[o++] = (byte) from.luma(i);
      }
      to[o++] = (byte) from.luma(i);
    }
    return result;
  }

  static BufferedImage saturation(BufferedImage image, Saturation step) {
    Pixels pixels = Pixels.of(image);
    if (pixels.channels() == 1) {
      return image;
    }
    byte[] samples = pixels.samples();
    for (int i = 0; i < samples.length; i += pixels.channels()) {
      int luma = pixels.luma(i);
      for (int c = i + pixels.colorOffset(), end = c + 3; c < end; c++) {
        samples[c] = Pixels.clamp(luma + ((samples[c] & 255) - luma) * step.factor());
      }
    }
    return image;
  }

  static BufferedImage noise(BufferedImage image, Noise step) {
    Pixels pixels = Pixels.of(image);
    byte[] samples = pixels.samples();
    Random random = new Random(step.seed());
    for (int i = 0; i < samples.length; i += pixels.channels()) {
      int added = random.nextInt(2 * step.amount() + 1) - step.amount();
      for (int c = 0; c < pixels.colors(); c++) {
        int at = i + pixels.colorOffset() + c;
        samples[at] = Pixels.clamp((samples[at] & 255) + added);
      }
    }
    return image;
  }

  private static BufferedImage map(BufferedImage image, IntUnaryOperator change) {
    for (int color = 0; color < Pixels.of(image).colors(); color++) {
      map(image, color, change);
    }
    return image;
  }

  private static void map(BufferedImage image, int color, IntUnaryOperator change) {
    byte[] table = new byte[256];
    for (int v = 0; v < 256; v++) {
      table[v] = Pixels.clamp(change.applyAsInt(v));
    }
    Pixels pixels = Pixels.of(image);
    byte[] samples = pixels.samples();
    for (int i = pixels.colorOffset() + color; i < samples.length; i += pixels.channels()) {
      samples[i] = table[samples[i] & 255];
    }
  }
}
