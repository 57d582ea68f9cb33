package io.sluice.media.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits between two markers.
 *
 * <p>The hottest loops read {@link #bits} and {@link #count} themselves: after {@link #fill} at
 * least 32 bits are there, enough for a code (16) and the value behind it (15). Past the end come
 * zeros without end, so that no loop needs to ask for it; {@link #failIfShort} then tells.
 */
final class BitReader {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int LOOK_MASK = (1 << HuffmanTable.LOOK_BITS) - 1;

  private final byte[] data;
  private int position;
  private long invented;

  /** The lowest {@link #count} bits are still to be read, the highest of them first. */
  long bits;

  int count;

  BitReader(byte[] data) {
    this.data = data;
  }

  void start(int from) {
    position = from;
    bits = 0;
    count = 0;
    invented = 0;
  }

  /** Between the last bit read and the next marker. */
  int position() {
    return position;
  }

  void fill() {
    while (count <= 32) {
      if (position <= data.length - Integer.BYTES) {
        int four = (int) INTS.get(data, position);
        if (((~four - 0x01010101) & four & 0x80808080) == 0) { // None of them is 0xFF.
          bits = bits << 32 | (four & 0xFFFFFFFFL);
          count += 32;
          position += Integer.BYTES;
          return;
        }
      }
      fillOctet();
    }
  }

  private void fillOctet() {
    int octet = 0;
    if (position >= data.length || (data[position] == (byte) 0xFF && !stuffed())) {
      invented += 8;
    } else {
      octet = data[position] & 0xFF;
      position += octet == 0xFF ? 2 : 1;
    }
    bits = bits << 8 | octet;
    count += 8;
  }

  private boolean stuffed() {
    return position + 1 < data.length && data[position + 1] == 0;
  }

  /** Tells when bits were read that are not in the file. */
  void failIfShort() throws DamagedJpegException {
    if (count < invented) {
      throw new DamagedJpegException("entropy-coded bytes end too early");
    }
  }

  /** Goes on behind the restart marker of the given number, 0 to 7. */
  void restart(int number) throws DamagedJpegException {
    failIfShort();
    int last = data.length - 1;
    while (position < last
        && (data[position] != (byte) 0xFF || data[position + 1] == 0 || data[position + 1] == -1)) {
      position++;
    }
    // Were one missing or repeated, all that follows would stand in the wrong place.
    if (position >= last || (data[position + 1] & 0xFF) != Marker.RESTART_0 + number) {
      throw new DamagedJpegException("a restart marker is missing, or not the next one");
    }
    start(position + 2);
  }

  int symbol(HuffmanTable table) throws DamagedJpegException {
    if (count < 32) {
      fill();
    }
    int entry = table.look[(int) (bits >>> (count - HuffmanTable.LOOK_BITS)) & LOOK_MASK];
    if (entry == 0) {
      return longSymbol(table);
    }
    count -= entry >> 8;
    return entry & 0xFF;
  }

  /** A code that the look-up does not hold; 16 bits must be there. */
  int longSymbol(HuffmanTable table) throws DamagedJpegException {
    for (int length = HuffmanTable.LOOK_BITS + 1; length <= 16; length++) {
      int symbol = table.symbol((int) (bits >>> (count - length)) & (1 << length) - 1, length);
      if (symbol >= 0) {
        count -= length;
        return symbol;
      }
    }
    throw new DamagedJpegException("a code that is in no table");
  }

  /** The next bits, at most 16, as a number from zero. */
  int bits(int size) {
    if (count < 32) {
      fill();
    }
    count -= size;
    return (int) (bits >>> count) & (1 << size) - 1;
  }

  /** The next bits, at most 16, as a number with a sign (T.81, table F.1). */
  int value(int size) {
    return size == 0 ? 0 : signed(bits(size), size);
  }

  static int signed(int bits, int size) {
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }
}
