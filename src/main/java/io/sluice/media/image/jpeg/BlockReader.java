package io.sluice.media.image.jpeg;

/** What a scan does with each of its blocks. */
interface BlockReader {
  /** A new run of bits begins: at the start of a scan, and behind a restart marker. */
  void restart();

  /** Reads one block; column and row count blocks of that component. */
  void read(Component component, int column, int row) throws DamagedJpegException;
}
