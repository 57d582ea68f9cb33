package io.sluice.media.image.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture in at most 256 colours; those it has when they are few, else by median cut.
 *
 * @param colors red, green, blue of each
 * @param indexes of each pixel
 * @param transparent the index that is no colour; -1 when every pixel is opaque
 */
@SuppressWarnings("ArrayRecordComponent") // Made and written in one go.
record GifPalette(byte[] colors, byte[] indexes, int transparent) {
  private static final int CELLS = 1 << 15;

  static GifPalette of(Pixels pixels) {
    int count = pixels.width() * pixels.height();
    int[] rgb = new int[count];
    boolean clear = false;
    for (int p = 0, i = 0; p < count; p++, i += pixels.channels()) {
      boolean seen = pixels.alpha(i) >= 128;
      clear |= !seen;
      rgb[p] = seen ? pixels.red(i) << 16 | pixels.green(i) << 8 | pixels.blue(i) : -1;
    }
    int room = clear ? 255 : 256;
    GifPalette few = exact(rgb, room);
    return few != null ? few : cut(rgb, room);
  }

  private static @org.jspecify.annotations.Nullable GifPalette exact(int[] rgb, int room) {
    Map<Integer, Integer> known = new HashMap<>();
    byte[] indexes = new byte[rgb.length];
    List<Integer> order = new ArrayList<>();
    int clear = room == 255 ? 0 : -1;
    for (int p = 0; p < rgb.length; p++) {
      if (rgb[p] < 0) {
        continue;
      }
      Integer index = known.get(rgb[p]);
      if (index == null) {
        if (known.size() == room) {
          return null;
        }
        index = known.size() + clear + 1;
        known.put(rgb[p], index);
        order.add(rgb[p]);
      }
      indexes[p] = index.byteValue();
    }
    byte[] colors = new byte[(order.size() + clear + 1) * 3];
    for (int i = 0; i < order.size(); i++) {
      set(colors, i + clear + 1, order.get(i));
    }
    return new GifPalette(colors, indexes, clear);
  }

  private static void set(byte[] colors, int index, int rgb) {
    colors[index * 3] = (byte) (rgb >> 16);
    colors[index * 3 + 1] = (byte) (rgb >> 8);
    colors[index * 3 + 2] = (byte) rgb;
  }

  private static int cell(int rgb) {
    return ((rgb >> 9) & 0x7C00) | ((rgb >> 6) & 0x3E0) | ((rgb >> 3) & 31);
  }

  private static GifPalette cut(int[] rgb, int room) {
    long[][] sums = new long[4][CELLS];
    for (int color : rgb) {
      if (color >= 0) {
        int cell = cell(color);
        sums[0][cell] += (color >> 16) & 255;
        sums[1][cell] += (color >> 8) & 255;
        sums[2][cell] += color & 255;
        sums[3][cell]++;
      }
    }
    List<int[]> boxes = ColorBoxes.cut(sums[3], room);
    int clear = room == 255 ? 0 : -1;
    byte[] colors = new byte[(boxes.size() + clear + 1) * 3];
    byte[] ofCell = new byte[CELLS];
    for (int b = 0; b < boxes.size(); b++) {
      long[] sum = new long[4];
      for (int cell : boxes.get(b)) {
        ofCell[cell] = (byte) (b + clear + 1);
        for (int c = 0; c < 4; c++) {
          sum[c] += sums[c][cell];
        }
      }
      long half = sum[3] / 2;
      int mean =
          (int) ((sum[0] + half) / sum[3]) << 16
              | (int) ((sum[1] + half) / sum[3]) << 8
              | (int) ((sum[2] + half) / sum[3]);
      set(colors, b + clear + 1, mean);
    }
    byte[] indexes = new byte[rgb.length];
    for (int p = 0; p < rgb.length; p++) {
      indexes[p] = rgb[p] < 0 ? 0 : ofCell[cell(rgb[p])];
    }
    return new GifPalette(colors, indexes, clear);
  }
}
