package io.sluice.media.image.builtin;

/**
 * Makes one picture of another by weights down the columns, then along the rows.
 *
 * <p>Colours count by their alpha, so that what cannot be seen does not bleed into what can.
 */
final class Separable {
  private final Pixels source;
  private final Taps columns;
  private final int row;

  /** Sums of one row: samples in 1/256, or colours times alpha in whole numbers. */
  private final int[] sums;

  /** Rows of the source with alpha multiplied in, each made once; row r is at r modulo count. */
  private final int[][] ring;

  private int rowsMade;

  private Separable(Pixels source, Taps columns) {
    this.source = source;
    this.columns = columns;
    this.row = source.width() * source.channels();
    this.sums = new int[row];
    this.ring = source.hasAlpha() ? new int[columns.count()][row] : new int[0][];
  }

  /**
   * Fills a picture.
   *
   * @param source has as many channels as the target
   * @param target whose samples are written
   * @param columns for each row of the target
   * @param rows for each column of the target
   * @param check called once a row
   */
  static void run(Pixels source, Pixels target, Taps columns, Taps rows, Runnable check) {
    Separable run = new Separable(source, columns);
    for (int y = 0; y < target.height(); y++) {
      check.run();
      run.sumColumns(y);
      int out = y * target.width() * target.channels();
      switch (target.channels()) {
        case 3 -> sumRowOfColors(run.sums, target, out, rows);
        case 4 -> sumRowOfAlpha(run.sums, target, out, rows);
        default -> sumRowOfGray(run.sums, target, out, rows);
      }
    }
  }

  private void sumColumns(int y) {
    boolean alpha = source.hasAlpha();
    int down = alpha ? Taps.BITS : Taps.BITS - 8;
    java.util.Arrays.fill(sums, 1 << (down - 1));
    int first = columns.start()[y];
    for (int j = 0; j < columns.count(); j++) {
      int weight = columns.weights()[y * columns.count() + j];
      if (alpha) {
        makeRow(first + j);
        add(sums, ring[(first + j) % ring.length], weight);
      } else if (weight != 0) {
        add(sums, source.samples(), (first + j) * row, weight);
      }
    }
    for (int i = 0; i < row; i++) {
      sums[i] >>= down;
    }
  }

  private void makeRow(int y) {
    // Rows ascend, so one that was made before is still in the ring when it is needed.
    if (y < rowsMade) {
      return;
    }
    int[] made = ring[y % ring.length];
    byte[] from = source.samples();
    for (int i = 0, p = y * row; i < row; i += 4, p += 4) {
      int a = from[p] & 255;
      made[i] = a * 255;
      made[i + 1] = (from[p + 1] & 255) * a;
      made[i + 2] = (from[p + 2] & 255) * a;
      made[i + 3] = (from[p + 3] & 255) * a;
    }
    rowsMade = y + 1;
  }

  private static void add(int[] sums, int[] from, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += from[i] * weight;
    }
  }

  private static void add(int[] sums, byte[] from, int offset, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (from[offset + i] & 255) * weight;
    }
  }

  private static void sumRowOfGray(int[] sums, Pixels target, int out, Taps rows) {
    int count = rows.count();
    int[] weights = rows.weights();
    for (int x = 0; x < target.width(); x++) {
      int p = rows.start()[x];
      int sum = 1 << 21;
      for (int j = 0, q = x * count; j < count; j++) {
        sum += sums[p + j] * weights[q + j];
      }
      target.samples()[out + x] = Pixels.clamp(sum >> 22);
    }
  }

  private static void sumRowOfColors(int[] sums, Pixels target, int out, Taps rows) {
    int count = rows.count();
    int[] weights = rows.weights();
    byte[] to = target.samples();
    for (int x = 0, o = out; x < target.width(); x++, o += 3) {
      int p = rows.start()[x] * 3;
      int blue = 1 << 21;
      int green = blue;
      int red = blue;
      for (int j = 0, q = x * count; j < count; j++, p += 3) {
        int weight = weights[q + j];
        blue += sums[p] * weight;
        green += sums[p + 1] * weight;
        red += sums[p + 2] * weight;
      }
      to[o] = Pixels.clamp(blue >> 22);
      to[o + 1] = Pixels.clamp(green >> 22);
      to[o + 2] = Pixels.clamp(red >> 22);
    }
  }

  private static void sumRowOfAlpha(int[] sums, Pixels target, int out, Taps rows) {
    int count = rows.count();
    int[] weights = rows.weights();
    byte[] to = target.samples();
    for (int x = 0, o = out; x < target.width(); x++, o += 4) {
      int p = rows.start()[x] * 4;
      int alpha = 0;
      int blue = 0;
      int green = 0;
      int red = 0;
      // 255 * 255 * 16384 times the largest sum of positive weights, 1.7, stays below 2^31.
      for (int j = 0, q = x * count; j < count; j++, p += 4) {
        int weight = weights[q + j];
        alpha += sums[p] * weight;
        blue += sums[p + 1] * weight;
        green += sums[p + 2] * weight;
        red += sums[p + 3] * weight;
      }
      int seen = alpha / 255;
      to[o] = Pixels.clamp((seen + (1 << (Taps.BITS - 1))) >> Taps.BITS);
      to[o + 1] = color(blue, seen);
      to[o + 2] = color(green, seen);
      to[o + 3] = color(red, seen);
    }
  }

  private static byte color(int sum, int seen) {
    return seen <= 0 ? 0 : Pixels.clamp((int) ((sum + (long) (seen >> 1)) / seen));
  }
}
