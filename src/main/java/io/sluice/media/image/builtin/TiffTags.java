package io.sluice.media.image.builtin;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The few tags of a TIFF file, or of the Exif block inside another, that matter to us. */
final class TiffTags {
  private static final int ORIENTATION = 0x112;
  private static final int SHORT = 3;

  private final ImageInputStream in;

  private TiffTags(ImageInputStream in) {
    this.in = in;
  }

  /**
   * The orientation of the first picture.
   *
   * @param in from its first byte; its position and byte order change
   * @return 1 to 8; 1 when there is none, or it cannot be read
   */
  static int orientation(ImageInputStream in) {
    try {
      return new TiffTags(in).orientation();
    } catch (IOException | IndexOutOfBoundsException e) {
      return 1;
    }
  }

  /**
   * How many pictures there are.
   *
   * @param in from its first byte; its position and byte order change
   * @param limit past which nobody counts
   * @return at least 1
   */
  static int pages(ImageInputStream in, int limit) {
    int pages = 0;
    try {
      TiffTags tags = new TiffTags(in);
      long next = tags.first();
      while (next > 0 && pages <= limit) {
        pages++;
        in.seek(next);
        in.seek(next + 2 + 12L * in.readUnsignedShort());
        next = in.readUnsignedInt();
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      return Math.max(1, pages);
    }
    return Math.max(1, pages);
  }

  private int orientation() throws IOException {
    long first = first();
    if (first == 0) {
      return 1;
    }
    in.seek(first);
    int entries = in.readUnsignedShort();
    for (int i = 0; i < entries; i++) {
      int tag = in.readUnsignedShort();
      int type = in.readUnsignedShort();
      in.readInt();
      int value = in.readUnsignedShort();
      in.readUnsignedShort();
      if (tag == ORIENTATION && type == SHORT) {
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  /** Where the first directory is; 0 for what is no TIFF, or one of more than 4 GiB. */
  private long first() throws IOException {
    in.seek(0);
    int order = in.readUnsignedShort();
    if (order != 0x4949 && order != 0x4D4D) {
      return 0;
    }
    in.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return in.readUnsignedShort() == 42 ? in.readUnsignedInt() : 0;
  }
}
