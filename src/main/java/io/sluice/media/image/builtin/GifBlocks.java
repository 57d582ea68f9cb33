package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Size;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/**
 * The blocks of a GIF, without its pixels.
 *
 * @param screen the size of the canvas
 * @param loops how often the animation runs; 0 for ever, -1 when nothing is said
 * @param frames at most one more than was asked for
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
record GifBlocks(Size screen, int loops, List<Frame> frames) {
  private static final int MAX_BLOCKS = 10_000_000;

  /**
   * One frame.
   *
   * @param left on the canvas
   * @param top on the canvas
   * @param delay in 1/100 s
   * @param disposal 2 clears its place afterwards, 3 brings back what was there before
   */
  record Frame(int left, int top, int delay, int disposal) {}

  static GifBlocks read(ImageInputStream in, int limit) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(6);
    int width = in.readUnsignedShort();
    int height = in.readUnsignedShort();
    in.skipBytes(palette(in.readUnsignedByte()) + 2);
    List<Frame> frames = new ArrayList<>();
    int loops = -1;
    int delay = 0;
    int disposal = 0;
    for (int i = 0; i < MAX_BLOCKS && frames.size() <= limit; i++) {
      int block = in.read();
      if (block == 0x21) {
        int label = in.readUnsignedByte();
        long start = in.getStreamPosition();
        if (label == 0xF9) {
          in.skipBytes(1);
          disposal = (in.readUnsignedByte() >> 2) & 7;
          delay = in.readUnsignedShort();
        } else if (label == 0xFF) {
          loops = Math.max(loops, loops(in));
        }
        in.seek(start);
        skipParts(in);
      } else if (block == 0x2C) {
        int left = in.readUnsignedShort();
        int top = in.readUnsignedShort();
        Size size = new Size(in.readUnsignedShort(), in.readUnsignedShort());
        in.skipBytes(palette(in.readUnsignedByte()) + 1);
        skipParts(in);
        frames.add(new Frame(left, top, delay, disposal));
        width = Math.max(width, frames.size() == 1 && width == 0 ? size.width() : width);
        height = Math.max(height, frames.size() == 1 && height == 0 ? size.height() : height);
        delay = 0;
        disposal = 0;
      } else if (block == 0x3B || (block < 0 && !frames.isEmpty())) {
        break; // Some files lack the trailer; a frame that is cut off does not get here.
      } else {
        throw block < 0 ? new EOFException("no frame") : new IOException("no block: " + block);
      }
    }
    if (frames.isEmpty()) {
      throw new EOFException("no frame");
    }
    return new GifBlocks(new Size(width, height), loops, List.copyOf(frames));
  }

  private static int palette(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int loops(ImageInputStream in) throws IOException {
    byte[] head = new byte[in.readUnsignedByte()];
    in.readFully(head);
    String name = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (!name.startsWith("NETSCAPE") && !name.startsWith("ANIMEXTS")) {
      return -1;
    }
    boolean says = in.readUnsignedByte() >= 3 && in.readUnsignedByte() == 1;
    return says ? in.readUnsignedShort() : -1;
  }

  private static void skipParts(ImageInputStream in) throws IOException {
    int length = in.readUnsignedByte();
    while (length > 0) {
      in.seek(in.getStreamPosition() + length);
      length = in.readUnsignedByte();
    }
  }
}
