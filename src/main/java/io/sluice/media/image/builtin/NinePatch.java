package io.sluice.media.image.builtin;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A picture whose rim says how it is stretched around another one. Cells and roundings are those of
 * Thumbor.
 *
 * @param patch with alpha, the rim of one pixel included
 */
record NinePatch(Pixels patch) {
  /** How far the frame lies outside of the content, on each side. */
  record Padding(int left, int top, int right, int bottom) {}

  /** One row or column of cells: where it is in the patch, and how long it becomes. */
  private record Band(int start, int length, int target) {}

  /** The rim of one side, as far as the corners. */
  private interface Rim {
    boolean isBlack(int position);
  }

  static NinePatch of(BufferedImage image) {
    return new NinePatch(Pixels.of(image));
  }

  Padding padding() {
    int right = patch.width() - 1;
    int bottom = patch.height() - 1;
    int[] across = ends(x -> isBlack(x, bottom), patch.width());
    int[] down = ends(y -> isBlack(right, y), patch.height());
    return new Padding(across[0], down[0], across[1], down[1]);
  }

  private static int[] ends(Rim rim, int side) {
    int first = 1;
    while (first < side - 1 && !rim.isBlack(first)) {
      first++;
    }
    if (first >= side - 1) {
      return new int[] {0, 0};
    }
    int last = side - 2;
    while (!rim.isBlack(last)) {
      last--;
    }
    return new int[] {first - 1, side - 2 - last};
  }

  private boolean isBlack(int x, int y) {
    int i = (y * patch.width() + x) * 4;
    return patch.alpha(i) == 255 && patch.red(i) == 0 && patch.green(i) == 0 && patch.blue(i) == 0;
  }

  /** Draws it over all of a picture; a cell for which there is no room is left out. */
  void draw(Pixels below, Runnable check) {
    Band[] columns = bands(x -> isBlack(x, 0), patch.width(), below.width());
    Band[] rows = bands(y -> isBlack(0, y), patch.height(), below.height());
    int top = 0;
    for (Band row : rows) {
      int left = 0;
      for (Band column : columns) {
        if (left + column.target() <= below.width() && top + row.target() <= below.height()) {
          drawCell(below, column, row, left, top, check);
        }
        left += column.target();
      }
      top += row.target();
    }
  }

  private static Band[] bands(Rim rim, int side, int target) {
    int stretchy = 0;
    for (int i = 1; i < side - 1; i++) {
      stretchy += rim.isBlack(i) ? 1 : 0;
    }
    int room = Math.max(0, target - (side - 2 - stretchy));
    Band[] bands = new Band[Math.max(0, side - 2)];
    int count = 0;
    for (int start = 1, end; start < side - 1; start = end) {
      boolean stretches = rim.isBlack(start);
      end = start + 1;
      while (end < side - 1 && rim.isBlack(end) == stretches) {
        end++;
      }
      int length = end - start;
      int becomes = stretches ? (int) ((double) length / stretchy * room + 0.5) : length;
      bands[count++] = new Band(start, length, becomes);
    }
    return Arrays.copyOf(bands, count);
  }

  private void drawCell(Pixels below, Band column, Band row, int left, int top, Runnable check) {
    double stepX = (column.length() - 1.0) / column.target();
    double stepY = (row.length() - 1.0) / row.target();
    byte[] pixel = new byte[4];
    for (int y = 0; y < row.target(); y++) {
      check.run();
      for (int x = 0; x < column.target(); x++) {
        sample(column.start() + stepX * x, row.start() + stepY * y, pixel);
        Blending.over(pixel, 0, below, ((top + y) * below.width() + left + x) * below.channels());
      }
    }
  }

  /** Between four pixels, channel by channel, cut down to whole values. */
  private void sample(double x, double y, byte[] pixel) {
    int left = (int) x;
    int top = (int) y;
    double right = x - left;
    double down = y - top;
    int i = (top * patch.width() + left) * 4;
    int nextX = left + 1 < patch.width() ? 4 : 0;
    int nextY = top + 1 < patch.height() ? patch.width() * 4 : 0;
    byte[] from = patch.samples();
    for (int c = 0; c < 4; c++, i++) {
      double above = (from[i] & 255) * (1 - right) + (from[i + nextX] & 255) * right;
      double under =
          (from[i + nextY] & 255) * (1 - right) + (from[i + nextY + nextX] & 255) * right;
      pixel[c] = (byte) (int) (above * (1 - down) + under * down + 1e-9);
    }
  }
}
