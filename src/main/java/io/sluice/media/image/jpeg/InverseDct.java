package io.sluice.media.image.jpeg;

import java.util.Arrays;

/**
 * The inverse cosine transform of a block's lowest coefficients: first down its columns, then along
 * its rows, each to 1, 2, 4 or 8 points, so that any pair of sizes goes.
 *
 * <p>Every size has the same scale: a coefficient at frequency 0 counts once, every other one times
 * the root of two, and both passes together are divided by eight. Constants have 13 bits, the
 * numbers between the passes two more than samples. At 8 x 8 the result is bit for bit that of the
 * "slow integer" method of libjpeg; not safe for use by many threads.
 *
 * @see <a href="https://doi.org/10.1109/ICASSP.1989.266596">Loeffler, Ligtenberg, Moschytz: eleven
 *     multiplications</a>
 */
final class InverseDct {
  private static final int BITS = 13;
  private static final int BETWEEN = 2;
  private static final int COLUMN_SHIFT = BITS - BETWEEN;
  private static final int COLUMN_HALF = 1 << (COLUMN_SHIFT - 1);
  private static final int ROW_SHIFT = BITS + BETWEEN + 3;
  private static final int ROW_HALF = 1 << (ROW_SHIFT - 1);

  /** Eight to a row, whatever the size. */
  private final int[] between = new int[64];

  /**
   * Writes the samples of a block to its place.
   *
   * @param f 64 coefficients, row by row; what lies outside the wanted square is not read
   * @param flat none but the first is other than 0
   */
  void write(int[] f, boolean flat, Component component, int column, int row) {
    final BlockLayout layout = component.layout;
    final byte[] out = component.samples;
    final int nx = layout.nx();
    final int ny = layout.ny();
    final int stride = layout.stride();
    final int at = row * ny * stride + column * nx;
    if (nx == 1 && ny == 1) {
      out[at] = sample((f[0] + 4) >> 3);
    } else if (flat) {
      fill(sample((f[0] + 4) >> 3), out, at, stride, nx, ny);
    } else if (nx == 2 && ny == 2) {
      twoByTwo(f, out, at, stride);
    } else {
      columns(f, nx, ny);
      rows(out, at, stride, nx, ny);
    }
  }

  private static byte sample(int value) {
    int level = value + 128;
    return (byte) (level < 0 ? 0 : level > 255 ? 255 : level);
  }

  private static void fill(byte value, byte[] out, int at, int stride, int nx, int ny) {
    for (int y = 0; y < ny; y++) {
      Arrays.fill(out, at + y * stride, at + y * stride + nx, value);
    }
  }

  private static void twoByTwo(int[] f, byte[] out, int at, int stride) {
    int top = f[0] + f[8] + 4;
    int topSlope = f[1] + f[9];
    int bottom = f[0] - f[8] + 4;
    int bottomSlope = f[1] - f[9];
    out[at] = sample((top + topSlope) >> 3);
    out[at + 1] = sample((top - topSlope) >> 3);
    out[at + stride] = sample((bottom + bottomSlope) >> 3);
    out[at + stride + 1] = sample((bottom - bottomSlope) >> 3);
  }

  private void columns(int[] f, int nx, int ny) {
    switch (ny) {
      case 8 -> columns8(f, nx);
      case 4 -> columns4(f, nx);
      case 2 -> {
        for (int u = 0; u < nx; u++) {
          between[u] = (f[u] + f[8 + u]) << BETWEEN;
          between[8 + u] = (f[u] - f[8 + u]) << BETWEEN;
        }
      }
      default -> {
        for (int u = 0; u < nx; u++) {
          between[u] = f[u] << BETWEEN;
        }
      }
    }
  }

  private void rows(byte[] out, int at, int stride, int nx, int ny) {
    switch (nx) {
      case 8 -> rows8(out, at, stride, ny);
      case 4 -> rows4(out, at, stride, ny);
      case 2 -> {
        for (int y = 0; y < ny; y++) {
          int middle = between[y * 8] + 16;
          out[at + y * stride] = sample((middle + between[y * 8 + 1]) >> (BETWEEN + 3));
          out[at + y * stride + 1] = sample((middle - between[y * 8 + 1]) >> (BETWEEN + 3));
        }
      }
      default -> {
        for (int y = 0; y < ny; y++) {
          out[at + y * stride] = sample((between[y * 8] + 16) >> (BETWEEN + 3));
        }
      }
    }
  }

  private void columns4(int[] f, int nx) {
    final int[] w = between;
    for (int u = 0; u < nx; u++) {
      int f1 = f[8 + u];
      int f2 = f[16 + u];
      int f3 = f[24 + u];
      if ((f1 | f2 | f3) == 0) {
        int level = f[u] << BETWEEN;
        w[u] = level;
        w[8 + u] = level;
        w[16 + u] = level;
        w[24 + u] = level;
        continue;
      }
      int a = ((f[u] + f2) << BITS) + COLUMN_HALF;
      int b = ((f[u] - f2) << BITS) + COLUMN_HALF;
      int c = f1 * 10703 + f3 * 4433;
      int d = f1 * 4433 - f3 * 10703;
      w[u] = (a + c) >> COLUMN_SHIFT;
      w[8 + u] = (b + d) >> COLUMN_SHIFT;
      w[16 + u] = (b - d) >> COLUMN_SHIFT;
      w[24 + u] = (a - c) >> COLUMN_SHIFT;
    }
  }

  private void rows4(byte[] out, int from, int stride, int ny) {
    final int[] w = between;
    int at = from;
    for (int r = 0; r < ny * 8; r += 8, at += stride) {
      int f1 = w[r + 1];
      int f3 = w[r + 3];
      int a = ((w[r] + w[r + 2]) << BITS) + ROW_HALF;
      int b = ((w[r] - w[r + 2]) << BITS) + ROW_HALF;
      int c = f1 * 10703 + f3 * 4433;
      int d = f1 * 4433 - f3 * 10703;
      out[at] = sample((a + c) >> ROW_SHIFT);
      out[at + 1] = sample((b + d) >> ROW_SHIFT);
      out[at + 2] = sample((b - d) >> ROW_SHIFT);
      out[at + 3] = sample((a - c) >> ROW_SHIFT);
    }
  }

  private void columns8(int[] f, int nx) {
    final int[] w = between;
    for (int u = 0; u < nx; u++) {
      int f1 = f[8 + u];
      int f2 = f[16 + u];
      int f3 = f[24 + u];
      int f4 = f[32 + u];
      int f5 = f[40 + u];
      int f6 = f[48 + u];
      int f7 = f[56 + u];
      if ((f1 | f2 | f3 | f4 | f5 | f6 | f7) == 0) {
        int level = f[u] << BETWEEN;
        for (int at = u; at < 64; at += 8) {
          w[at] = level;
        }
        continue;
      }
      int z = (f2 + f6) * 4433;
      int a = ((f[u] + f4) << BITS) + COLUMN_HALF;
      int b = ((f[u] - f4) << BITS) + COLUMN_HALF;
      int c = z + f2 * 6270;
      int d = z - f6 * 15137;
      int z5 = (f7 + f3 + f5 + f1) * 9633;
      int z3 = z5 - (f7 + f3) * 16069;
      int z4 = z5 - (f5 + f1) * 3196;
      int z1 = (f7 + f1) * 7373;
      int z2 = (f5 + f3) * 20995;
      int o0 = f1 * 12299 - z1 + z4;
      int o1 = f3 * 25172 - z2 + z3;
      int o2 = f5 * 16819 - z2 + z4;
      int o3 = f7 * 2446 - z1 + z3;
      w[u] = (a + c + o0) >> COLUMN_SHIFT;
      w[56 + u] = (a + c - o0) >> COLUMN_SHIFT;
      w[8 + u] = (b + d + o1) >> COLUMN_SHIFT;
      w[48 + u] = (b + d - o1) >> COLUMN_SHIFT;
      w[16 + u] = (b - d + o2) >> COLUMN_SHIFT;
      w[40 + u] = (b - d - o2) >> COLUMN_SHIFT;
      w[24 + u] = (a - c + o3) >> COLUMN_SHIFT;
      w[32 + u] = (a - c - o3) >> COLUMN_SHIFT;
    }
  }

  private void rows8(byte[] out, int from, int stride, int ny) {
    final int[] w = between;
    int at = from;
    for (int r = 0; r < ny * 8; r += 8, at += stride) {
      int f1 = w[r + 1];
      int f2 = w[r + 2];
      int f3 = w[r + 3];
      int f5 = w[r + 5];
      int f6 = w[r + 6];
      int f7 = w[r + 7];
      int z = (f2 + f6) * 4433;
      int a = ((w[r] + w[r + 4]) << BITS) + ROW_HALF;
      int b = ((w[r] - w[r + 4]) << BITS) + ROW_HALF;
      int c = z + f2 * 6270;
      int d = z - f6 * 15137;
      int z5 = (f7 + f3 + f5 + f1) * 9633;
      int z3 = z5 - (f7 + f3) * 16069;
      int z4 = z5 - (f5 + f1) * 3196;
      int z1 = (f7 + f1) * 7373;
      int z2 = (f5 + f3) * 20995;
      int o0 = f1 * 12299 - z1 + z4;
      int o1 = f3 * 25172 - z2 + z3;
      int o2 = f5 * 16819 - z2 + z4;
      int o3 = f7 * 2446 - z1 + z3;
      out[at] = sample((a + c + o0) >> ROW_SHIFT);
      out[at + 7] = sample((a + c - o0) >> ROW_SHIFT);
      out[at + 1] = sample((b + d + o1) >> ROW_SHIFT);
      out[at + 6] = sample((b + d - o1) >> ROW_SHIFT);
      out[at + 2] = sample((b - d + o2) >> ROW_SHIFT);
      out[at + 5] = sample((b - d - o2) >> ROW_SHIFT);
      out[at + 3] = sample((a - c + o3) >> ROW_SHIFT);
      out[at + 4] = sample((a - c - o3) >> ROW_SHIFT);
    }
  }
}
