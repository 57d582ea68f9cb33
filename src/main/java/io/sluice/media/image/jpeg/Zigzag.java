package io.sluice.media.image.jpeg;

/** The order in which a block's coefficients stand in the file (T.81, figure A.6). */
final class Zigzag {
  /** Zigzag index to place in the block, row by row; read only. */
  static final int[] NATURAL = walk();

  private Zigzag() {}

  static int natural(int zigzag) {
    return NATURAL[zigzag];
  }

  private static int[] walk() {
    int[] order = new int[64];
    int k = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int step = Math.max(0, diagonal - 7); step <= Math.min(7, diagonal); step++) {
        int row = diagonal % 2 == 0 ? diagonal - step : step;
        order[k++] = row * 8 + diagonal - row;
      }
    }
    return order;
  }
}
