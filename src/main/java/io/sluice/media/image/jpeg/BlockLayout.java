package io.sluice.media.image.jpeg;

/**
 * How the blocks of one component lie, and what is made of each.
 *
 * @param across blocks of it in a unit (MCU)
 * @param down the same, from top to bottom
 * @param columns blocks that hold picture
 * @param rows the same, from top to bottom
 * @param paddedColumns blocks up to the end of the last unit
 * @param paddedRows the same, from top to bottom
 * @param nx samples made of a block, from left to right: 1, 2, 4 or 8
 * @param ny the same, from top to bottom
 * @param repeatX how often a sample then stands side by side
 * @param repeatY the same, from top to bottom
 * @param last the zigzag index of the last coefficient wanted
 */
record BlockLayout(
    int across,
    int down,
    int columns,
    int rows,
    int paddedColumns,
    int paddedRows,
    int nx,
    int ny,
    int repeatX,
    int repeatY,
    int last) {

  int stride() {
    return paddedColumns * nx;
  }

  long blocks() {
    return (long) paddedColumns * paddedRows;
  }

  long samples() {
    return blocks() * nx * ny;
  }

  long coefficients() {
    return blocks() * (last + 1);
  }

  /** The last coefficient, in the order of the file, that a square of low frequencies needs. */
  static int lastWanted(int nx, int ny) {
    int last = 0;
    for (int k = 0; k < 64; k++) {
      int natural = Zigzag.natural(k);
      if (natural % 8 < nx && natural / 8 < ny) {
        last = k;
      }
    }
    return last;
  }
}
