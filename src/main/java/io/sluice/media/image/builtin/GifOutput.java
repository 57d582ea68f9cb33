package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a GIF of whole canvases, one after the other.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
final class GifOutput implements Closeable {
  private static final int KEEP = 1;
  private static final int CLEAR = 2;

  private final OutputStream out;
  private final Size size;
  private @Nullable GifPalette waiting;
  private int waitingDelay;

  /**
   * Begins a file.
   *
   * @param loops how often it runs; 0 for ever, -1 to say nothing
   */
  GifOutput(Path result, Size size, int loops) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(result), 1 << 16);
    this.size = size;
    out.write("GIF89a".getBytes(StandardCharsets.US_ASCII));
    writeShort(size.width());
    writeShort(size.height());
    out.write(new byte[] {0x70, 0, 0});
    if (loops >= 0) {
      out.write(new byte[] {0x21, (byte) 0xFF, 11});
      out.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[] {3, 1});
      writeShort(loops);
      out.write(0);
    }
  }

  /** Adds a canvas that is seen for some 1/100 s. */
  void add(BufferedImage image, int delay, Runnable check) throws IOException {
    check.run();
    GifPalette palette = GifPalette.of(Pixels.of(image));
    // A frame that shows what is below must find nothing there: the one before is cleared.
    writeWaiting(palette.transparent() >= 0 ? CLEAR : KEEP);
    waiting = palette;
    waitingDelay = delay;
  }

  private void writeWaiting(int disposal) throws IOException {
    GifPalette palette = waiting;
    if (palette == null) {
      return;
    }
    boolean clear = palette.transparent() >= 0;
    out.write(new byte[] {0x21, (byte) 0xF9, 4, (byte) (disposal << 2 | (clear ? 1 : 0))});
    writeShort(waitingDelay);
    out.write(new byte[] {(byte) Math.max(0, palette.transparent()), 0, 0x2C, 0, 0, 0, 0});
    writeShort(size.width());
    writeShort(size.height());
    int colors = palette.colors().length / 3;
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(1, colors - 1)));
    out.write(0x80 | (bits - 1));
    out.write(palette.colors());
    out.write(new byte[3 * ((1 << bits) - colors)]);
    new Lzw(Math.max(2, bits)).write(palette.indexes());
    waiting = null;
  }

  private void writeShort(int value) throws IOException {
    out.write(value);
    out.write(value >> 8);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      writeWaiting(KEEP);
      out.write(0x3B);
    }
  }

  /** The packing of GIF: a code for the longest known run, then one more run is known. */
  private final class Lzw {
    private final int bits;
    private final byte[] part = new byte[255];
    private final Map<Integer, Integer> known = new HashMap<>();
    private int length;
    private long held;
    private int heldBits;

    Lzw(int bits) {
      this.bits = bits;
    }

    void write(byte[] indexes) throws IOException {
      int clear = 1 << bits;
      int next = clear + 2;
      int width = bits + 1;
      out.write(bits);
      code(clear, width);
      int run = indexes[0] & 255;
      for (int i = 1; i < indexes.length; i++) {
        int index = indexes[i] & 255;
        Integer longer = known.get(run << 8 | index);
        if (longer != null) {
          run = longer;
          continue;
        }
        code(run, width);
        if (next == 4096) {
          code(clear, width);
          known.clear();
          next = clear + 2;
          width = bits + 1;
        } else {
          width += next == 1 << width ? 1 : 0;
          known.put(run << 8 | index, next++);
        }
        run = index;
      }
      code(run, width);
      code(clear + 1, width);
      flush();
    }

    private void code(int code, int width) throws IOException {
      held |= (long) code << heldBits;
      heldBits += width;
      while (heldBits >= 8) {
        put((byte) held);
        held >>>= 8;
        heldBits -= 8;
      }
    }

    private void put(byte value) throws IOException {
      part[length++] = value;
      if (length == part.length) {
        writePart();
      }
    }

    private void writePart() throws IOException {
      out.write(length);
      out.write(part, 0, length);
      length = 0;
    }

    private void flush() throws IOException {
      if (heldBits > 0) {
        put((byte) held);
      }
      if (length > 0) {
        writePart();
      }
      out.write(0);
    }
  }
}
