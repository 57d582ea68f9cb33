package io.sluice.media.image.jpeg;

/**
 * Finds the orientation in an Exif block. Whatever is broken there, the picture is not: it then
 * counts as upright.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf">Exif 2.3, 4.5 and 4.6.4</a>
 */
final class ExifOrientation {
  private static final int UPRIGHT = 1;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private final byte[] tiff;
  private final boolean littleEndian;

  private ExifOrientation(byte[] tiff, boolean littleEndian) {
    this.tiff = tiff;
    this.littleEndian = littleEndian;
  }

  /**
   * Reads it.
   *
   * @param tiff from the byte order mark on
   * @return 1 to 8
   */
  static int read(byte[] tiff) {
    if (tiff.length < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) {
      return UPRIGHT;
    }
    ExifOrientation reader = new ExifOrientation(tiff, tiff[0] == 'I');
    return reader.pair(2) == 42 ? reader.search() : UPRIGHT;
  }

  private int search() {
    long directory = littleEndian ? pair(4) | (long) pair(6) << 16 : (long) pair(4) << 16 | pair(6);
    if (directory < 8 || directory > tiff.length - 2) {
      return UPRIGHT;
    }
    int first = (int) directory + 2;
    int entries = Math.min(pair((int) directory), (tiff.length - first) / ENTRY);
    for (int i = 0; i < entries; i++) {
      int entry = first + i * ENTRY;
      if (pair(entry) == ORIENTATION) {
        return orientation(entry);
      }
    }
    return UPRIGHT;
  }

  private int orientation(int entry) {
    int value = pair(entry + 8);
    return pair(entry + 2) == SHORT && value >= 1 && value <= 8 ? value : UPRIGHT;
  }

  private int pair(int at) {
    int first = tiff[at] & 0xFF;
    int second = tiff[at + 1] & 0xFF;
    return littleEndian ? second << 8 | first : first << 8 | second;
  }
}
