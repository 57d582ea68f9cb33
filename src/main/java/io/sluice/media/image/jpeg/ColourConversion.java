package io.sluice.media.image.jpeg;

import java.util.Arrays;
import java.util.List;

/** Weaves the planes of a frame into pixels (ITU-T T.871, 7). */
final class ColourConversion {
  private static final int ROWS_A_CHECK = 16;
  private static final int HALF = 1 << 15;

  private final FrameLayout layout;
  private final Runnable check;

  ColourConversion(FrameLayout layout, Runnable check) {
    this.layout = layout;
    this.check = check;
  }

  DecodedJpeg gray(Component component) {
    int width = layout.width();
    int height = layout.height();
    byte[] out = new byte[width * height];
    for (int y = 0; y < height; y++) {
      int from = y * component.layout.stride();
      System.arraycopy(component.samples, from, out, y * width, width);
    }
    return new DecodedJpeg(width, height, 1, out);
  }

  DecodedJpeg colour(List<Component> components, boolean rgb) throws UnsupportedJpegException {
    int width = layout.width();
    int height = layout.height();
    byte[] out = new byte[Component.arrayLength(3L * width * height)];
    Row[] rows = components.stream().map(c -> new Row(c, width)).toArray(Row[]::new);
    for (int y = 0; y < height; y++) {
      if (y % ROWS_A_CHECK == 0) {
        check.run();
      }
      for (Row row : rows) {
        row.go(y);
      }
      if (rgb) {
        weave(rows, out, y * width * 3, width);
      } else {
        convert(rows, out, y * width * 3, width);
      }
    }
    return new DecodedJpeg(width, height, 3, out);
  }

  private static void weave(Row[] rows, byte[] out, int from, int width) {
    int at = from;
    for (int x = 0; x < width; x++) {
      for (Row row : rows) {
        out[at++] = row.samples[row.from + x];
      }
    }
  }

  private static void convert(Row[] rows, byte[] out, int from, int width) {
    final byte[] ys = rows[0].samples;
    final byte[] cbs = rows[1].samples;
    final byte[] crs = rows[2].samples;
    final int fromY = rows[0].from;
    final int fromCb = rows[1].from;
    final int fromCr = rows[2].from;
    int at = from;
    for (int x = 0; x < width; x++, at += 3) {
      int y = ((ys[fromY + x] & 0xFF) << 16) + HALF;
      int cb = (cbs[fromCb + x] & 0xFF) - 128;
      int cr = (crs[fromCr + x] & 0xFF) - 128;
      out[at] = clamp((y + 91881 * cr) >> 16);
      out[at + 1] = clamp((y - 22554 * cb - 46802 * cr) >> 16);
      out[at + 2] = clamp((y + 116130 * cb) >> 16);
    }
  }

  private static byte clamp(int value) {
    return (byte) (value < 0 ? 0 : value > 255 ? 255 : value);
  }

  /** A row of one component, as wide as the picture. */
  private static final class Row {
    private final Component component;
    private final byte[] repeated;
    private final int width;
    private byte[] samples;
    private int from;

    Row(Component component, int width) {
      this.component = component;
      this.width = width;
      this.samples = component.samples;
      this.repeated = new byte[component.layout.repeatX() > 1 ? width : 0];
    }

    void go(int y) {
      BlockLayout layout = component.layout;
      from = y / layout.repeatY() * layout.stride();
      int times = layout.repeatX();
      if (times == 1) {
        return;
      }
      for (int x = 0; x < width; x += times) {
        byte sample = component.samples[from + x / times];
        Arrays.fill(repeated, x, Math.min(width, x + times), sample);
      }
      samples = repeated;
      from = 0;
    }
  }
}
