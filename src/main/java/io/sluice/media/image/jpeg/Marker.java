package io.sluice.media.image.jpeg;

/** The second byte of a marker (T.81, table B.1). */
final class Marker {
  static final int TEMPORARY = 0x01;
  static final int BASELINE = 0xC0;
  static final int EXTENDED = 0xC1;
  static final int PROGRESSIVE = 0xC2;
  static final int HUFFMAN_TABLES = 0xC4;
  static final int RESERVED_FRAME = 0xC8;
  static final int ARITHMETIC_CONDITIONING = 0xCC;
  static final int RESTART_0 = 0xD0;
  static final int RESTART_7 = 0xD7;
  static final int START_OF_IMAGE = 0xD8;
  static final int END_OF_IMAGE = 0xD9;
  static final int START_OF_SCAN = 0xDA;
  static final int QUANTISATION_TABLES = 0xDB;
  static final int RESTART_INTERVAL = 0xDD;
  static final int APP_0 = 0xE0;
  static final int APP_1 = 0xE1;
  static final int APP_2 = 0xE2;
  static final int APP_14 = 0xEE;
  static final int JPEG_LS_FRAME = 0xF7;

  private Marker() {}

  static boolean startsFrame(int marker) {
    return marker == JPEG_LS_FRAME
        || (marker >= BASELINE
            && marker <= 0xCF
            && marker != HUFFMAN_TABLES
            && marker != ARITHMETIC_CONDITIONING);
  }

  static boolean standsAlone(int marker) {
    return marker == TEMPORARY || (marker >= RESTART_0 && marker <= RESTART_7);
  }
}
