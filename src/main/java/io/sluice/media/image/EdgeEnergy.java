package io.sluice.media.image;

import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Where in a picture there is most to see: how much the light of each cell differs from that of its
 * neighbours. Knows no faces. A few tens of thousands of cells, whatever the picture's size.
 */
final class EdgeEnergy {
  private static final int MOST_CELLS = 256;

  /** What a codec leaves behind where nothing is. */
  private static final double NOISE = 6;

  /** What a window may be worse, when it lies where it would lie anyway. */
  private static final double PULL = 0.1;

  /** Sums over all columns, and rows, up to each. */
  private final double[] across;

  private final double[] down;

  EdgeEnergy(BufferedImage image) {
    int block = (Math.max(image.getWidth(), image.getHeight()) + MOST_CELLS - 1) / MOST_CELLS;
    double[][] light = light(image, Math.max(1, block));
    across = new double[light[0].length + 1];
    down = new double[light.length + 1];
    for (int y = 0; y < light.length; y++) {
      for (int x = 0; x < light[y].length; x++) {
        double energy =
            difference(light[y][x], light[y][Math.min(x + 1, light[y].length - 1)])
                + difference(light[y][x], light[Math.min(y + 1, light.length - 1)][x]);
        across[x + 1] += energy;
        down[y + 1] += energy;
      }
    }
    sum(across);
    sum(down);
  }

  private static double difference(double a, double b) {
    return Math.max(0, Math.abs(a - b) - NOISE);
  }

  private static void sum(double[] values) {
    for (int i = 1; i < values.length; i++) {
      values[i] += values[i - 1];
    }
  }

  /** The mean luma of each block of pixels, as it is seen on gray. */
  private static double[][] light(BufferedImage image, int block) {
    int columns = (image.getWidth() + block - 1) / block;
    int rows = (image.getHeight() + block - 1) / block;
    double[][] sums = new double[rows][columns];
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int[] row = new int[image.getWidth() * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      for (int x = 0; x < image.getWidth(); x++) {
        sums[y / block][x / block] += luma(row, x * bands, bands);
      }
    }
    for (int y = 0; y < rows; y++) {
      int high = Math.min(block, image.getHeight() - y * block);
      for (int x = 0; x < columns; x++) {
        sums[y][x] /= high * Math.min(block, image.getWidth() - x * block);
      }
    }
    return sums;
  }

  private static double luma(int[] samples, int i, int bands) {
    if (bands < 3) {
      return samples[i];
    }
    double luma = 0.299 * samples[i] + 0.587 * samples[i + 1] + 0.114 * samples[i + 2];
    return bands == 3 ? luma : 128 + (luma - 128) * samples[i + 3] / 255;
  }

  /**
   * The part with the most energy; of two that are about equal, the one nearer to a given place.
   *
   * @param size of the whole picture
   * @param placed how large the part is, and where it lies without a reason to lie elsewhere
   * @return the part
   */
  Focus.Area window(Size size, Placement placed) {
    Size part = placed.part();
    int left = start(across, size.width(), part.width(), placed.left());
    int top = start(down, size.height(), part.height(), placed.top());
    return new Focus.Area(left, top, left + part.width(), top + part.height());
  }

  private static int start(double[] sums, int side, int part, int own) {
    int slack = side - part;
    double all = sums[sums.length - 1];
    int tries = Math.min(slack, sums.length - 1);
    int best = own;
    double most = tries > 0 && all > 0 ? share(sums, side, part, own) / all : 0;
    for (int i = 0; i <= tries && all > 0 && tries > 0; i++) {
      int start = (int) ((long) slack * i / tries);
      double pull = PULL * Math.abs(start - own) / slack;
      double worth = share(sums, side, part, start) / all - pull;
      if (worth > most) {
        most = worth;
        best = start;
      }
    }
    return best;
  }

  private static double share(double[] sums, int side, int part, int start) {
    double scale = (sums.length - 1) / (double) side;
    return upTo(sums, (start + part) * scale) - upTo(sums, start * scale);
  }

  private static double upTo(double[] sums, double position) {
    int cell = (int) Math.min(sums.length - 2, position);
    return sums[cell] + (sums[cell + 1] - sums[cell]) * (position - cell);
  }
}
