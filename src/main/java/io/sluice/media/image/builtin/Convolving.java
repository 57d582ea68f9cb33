package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Convolution;
import java.awt.image.BufferedImage;

/** A weighted sum of neighbours for each pixel; past an edge the edge goes on. */
final class Convolving {
  private Convolving() {}

  static BufferedImage apply(BufferedImage image, Convolution step, Runnable check) {
    double[] weights = step.matrix().stream().mapToDouble(Double::doubleValue).toArray();
    double sum = step.matrix().stream().mapToDouble(Double::doubleValue).sum();
    double divisor = step.normalize() && sum != 0 ? sum : 1;
    BufferedImage result = Pixels.copy(image);
    Pixels from = Pixels.of(image);
    Pixels to = Pixels.of(result);
    for (int y = 0; y < from.height(); y++) {
      check.run();
      for (int x = 0; x < from.width(); x++) {
        int at = (y * from.width() + x) * from.channels();
        for (int c = 0; c < from.colors(); c++) {
          int channel = from.colorOffset() + c;
          double value = sum(from, weights, step.columns(), x, y, channel);
          to.samples()[at + channel] = Pixels.clamp(value / divisor);
        }
      }
    }
    return result;
  }

  private static double sum(Pixels from, double[] weights, int columns, int x, int y, int channel) {
    int rows = weights.length / columns;
    double sum = 0;
    for (int j = 0; j < rows; j++) {
      int row = Math.max(0, Math.min(from.height() - 1, y + j - rows / 2)) * from.width();
      for (int i = 0; i < columns; i++) {
        int column = Math.max(0, Math.min(from.width() - 1, x + i - columns / 2));
        int value = from.samples()[(row + column) * from.channels() + channel] & 255;
        sum += weights[j * columns + i] * value;
      }
    }
    return sum;
  }
}
