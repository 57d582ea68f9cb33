package io.sluice.media.image.jpeg;

import java.util.Arrays;

/**
 * A table of prefix codes, laid out for looking up rather than for walking (T.81, C and F.2.2.3).
 */
final class HuffmanTable {
  /** Codes up to this length are found by one look-up. */
  static final int LOOK_BITS = 9;

  /** How many bits {@link #skips} looks at. */
  static final int SKIP_BITS = 13;

  /** In an entry of {@link #skips}: the block ends here. */
  static final int SKIP_ENDS = 0x80;

  /**
   * In an entry of {@link #skips}: how many bits it takes; above that and the end, coefficients.
   */
  static final int SKIP_LENGTH = 0x7F;

  static final HuffmanTable NONE = new HuffmanTable(new int[17], new byte[0]);

  /** By the next bits: length times 256, plus the symbol; 0 for a longer code. */
  final int[] look = new int[1 << LOOK_BITS];

  private final byte[] symbols;
  private final int[] lastCode = new int[17];
  private final int[] symbolOffset = new int[17];
  private int[] skips = new int[0];

  private HuffmanTable(int[] counts, byte[] symbols) {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= 16; length++) {
      symbolOffset[length] = index - code;
      for (int i = 0; i < counts[length]; i++, index++, code++) {
        if (length <= LOOK_BITS) {
          int from = code << (LOOK_BITS - length);
          int to = (code + 1) << (LOOK_BITS - length);
          Arrays.fill(look, from, to, length << 8 | (symbols[index] & 0xFF));
        }
      }
      lastCode[length] = counts[length] > 0 ? code - 1 : -1;
      code <<= 1;
    }
  }

  /** Reads one table behind its class and number. */
  static HuffmanTable read(Segment segment) throws DamagedJpegException {
    int[] counts = new int[17];
    int total = 0;
    int free = 1;
    for (int length = 1; length <= 16; length++) {
      counts[length] = segment.octet();
      total += counts[length];
      free = free * 2 - counts[length];
      if (free < 0 || total > 256) {
        throw new DamagedJpegException("a Huffman table with more codes than there are");
      }
    }
    return new HuffmanTable(counts, segment.octets(total));
  }

  /** Whether every symbol can be a count of bits, as those of a DC table must. */
  boolean countsBits() {
    for (byte symbol : symbols) {
      if ((symbol & 0xFF) > 15) {
        return false;
      }
    }
    return true;
  }

  /**
   * The symbol of a code longer than {@link #LOOK_BITS}.
   *
   * @return -1 when no such code of that length exists
   */
  int symbol(int code, int length) {
    return code <= lastCode[length] ? symbols[symbolOffset[length] + code] & 0xFF : -1;
  }

  /**
   * By the next bits, how far one can go over coefficients that nobody wants. Made when first asked
   * for: most tables of a progressive file never are. Zero where not even one code fits.
   */
  int[] skips() {
    if (skips.length == 0) {
      int[] made = new int[1 << SKIP_BITS];
      for (int bits = 0; bits < made.length; bits++) {
        made[bits] = skip(bits);
      }
      skips = made;
    }
    return skips;
  }

  private int skip(int bits) {
    int taken = 0;
    int coefficients = 0;
    while (taken < SKIP_BITS) {
      int rest = bits << taken & (1 << SKIP_BITS) - 1;
      int entry = look[rest >>> (SKIP_BITS - LOOK_BITS)];
      int size = entry & 15;
      int run = entry >> 4 & 15;
      int length = (entry >> 8) + size;
      if (entry == 0 || taken + length > SKIP_BITS) {
        break;
      }
      taken += length;
      if (size == 0 && run != 15) {
        return coefficients << 8 | SKIP_ENDS | taken;
      }
      coefficients += run + 1;
    }
    return coefficients << 8 | taken;
  }
}
