package io.sluice.media.image;

import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Where in a picture there is most to see: how much each cell differs from its neighbours, in the
 * channel in which it differs most. Knows no faces. A few tens of thousands of cells, whatever the
 * picture's size.
 */
final class EdgeEnergy {
  private static final int MOST_CELLS = 256;

  private static final int GRAY = 128;

  /** What a codec leaves behind where nothing is. */
  private static final double NOISE = 6;

  /** What a window may be worse, when it lies where it would lie anyway. */
  private static final double PULL = 0.1;

  /** Sums over all columns, and rows, up to each. */
  private final double[] across;

  private final double[] down;

  EdgeEnergy(BufferedImage image) {
    int block = (Math.max(image.getWidth(), image.getHeight()) + MOST_CELLS - 1) / MOST_CELLS;
    double[][][] cells = cells(image, Math.max(1, block));
    across = new double[cells[0].length + 1];
    down = new double[cells.length + 1];
    for (int y = 0; y < cells.length; y++) {
      double[][] row = cells[y];
      double[][] next = cells[Math.min(y + 1, cells.length - 1)];
      for (int x = 0; x < row.length; x++) {
        double energy =
            difference(row[x], row[Math.min(x + 1, row.length - 1)]) + difference(row[x], next[x]);
        across[x + 1] += energy;
        down[y + 1] += energy;
      }
    }
    sum(across);
    sum(down);
  }

  private static double difference(double[] a, double[] b) {
    double most = NOISE;
    for (int c = 0; c < a.length; c++) {
      most = Math.max(most, Math.abs(a[c] - b[c]));
    }
    return most - NOISE;
  }

  private static void sum(double[] values) {
    for (int i = 1; i < values.length; i++) {
      values[i] += values[i - 1];
    }
  }

  /** The mean colour of each block of pixels, as it is seen on gray. */
  private static double[][][] cells(BufferedImage image, int block) {
    int columns = (image.getWidth() + block - 1) / block;
    int rows = (image.getHeight() + block - 1) / block;
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    double[][][] cells = new double[rows][columns][Math.min(3, bands)];
    int[] row = new int[image.getWidth() * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      int high = Math.min(block, image.getHeight() - y / block * block);
      for (int x = 0; x < image.getWidth(); x++) {
        int wide = Math.min(block, image.getWidth() - x / block * block);
        add(row, x * bands, bands, cells[y / block][x / block], 1.0 / (high * wide));
      }
    }
    return cells;
  }

  private static void add(int[] samples, int i, int bands, double[] cell, double weight) {
    for (int c = 0; c < cell.length; c++) {
      double seen =
          bands < 4 ? samples[i + c] : GRAY + (samples[i + c] - GRAY) * samples[i + 3] / 255.0;
      cell[c] += seen * weight;
    }
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
