package io.sluice.media.image.jpeg;

import org.jspecify.annotations.Nullable;

/** The tables as they stand at a point of the file; a later one replaces its forerunner. */
final class Tables {
  private final int[] @Nullable [] quantisers = new int[4][];
  private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
  private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];

  void readQuantisers(Segment segment) throws DamagedJpegException {
    while (segment.remaining() > 0) {
      int both = segment.octet();
      int wide = both >> 4;
      int number = number(both & 15);
      if (wide > 1) {
        throw new DamagedJpegException("a quantisation table of unknown precision");
      }
      int[] table = new int[64];
      for (int k = 0; k < 64; k++) {
        table[k] = wide == 1 ? segment.pair() : segment.octet();
      }
      quantisers[number] = table;
    }
  }

  void readHuffman(Segment segment) throws DamagedJpegException {
    while (segment.remaining() > 0) {
      int both = segment.octet();
      int number = number(both & 15);
      HuffmanTable table = HuffmanTable.read(segment);
      switch (both >> 4) {
        case 0 -> {
          if (!table.countsBits()) {
            throw new DamagedJpegException("a DC table with symbols of an AC table");
          }
          dc[number] = table;
        }
        case 1 -> ac[number] = table;
        default -> throw new DamagedJpegException("a Huffman table of unknown class");
      }
    }
  }

  private static int number(int number) throws DamagedJpegException {
    if (number > 3) {
      throw new DamagedJpegException("a table with a number above 3");
    }
    return number;
  }

  int[] quantisers(int number) throws DamagedJpegException {
    return present(quantisers[number]);
  }

  HuffmanTable dc(int number) throws DamagedJpegException {
    return present(dc[number]);
  }

  HuffmanTable ac(int number) throws DamagedJpegException {
    return present(ac[number]);
  }

  private static <T> T present(@Nullable T table) throws DamagedJpegException {
    if (table == null) {
      throw new DamagedJpegException("a scan needs a table that never came");
    }
    return table;
  }
}
