package io.sluice.media.image.jpeg;

/** Walks over the units (MCUs) of a scan and its restart intervals (T.81, A.2 and E.2.4). */
final class ScanRunner {
  private final BitReader in;
  private final FrameLayout layout;
  private final Runnable check;

  ScanRunner(BitReader in, FrameLayout layout, Runnable check) {
    this.in = in;
    this.layout = layout;
    this.check = check;
  }

  /**
   * Reads one scan.
   *
   * @param components those it brings; one that comes alone is not padded to whole units
   * @param interval units between restart markers; 0 for none
   */
  void run(Component[] components, BlockReader reader, int interval) throws DamagedJpegException {
    boolean alone = components.length == 1;
    int columns = alone ? components[0].layout.columns() : layout.unitColumns();
    int rows = alone ? components[0].layout.rows() : layout.unitRows();
    int left = interval;
    int restarts = 0;
    reader.restart();
    for (int row = 0; row < rows; row++) {
      check.run();
      for (int column = 0; column < columns; column++) {
        if (interval > 0 && left-- == 0) {
          in.restart(restarts++ & 7);
          reader.restart();
          left = interval - 1;
        }
        if (alone) {
          reader.read(components[0], column, row);
        } else {
          unit(components, reader, column, row);
        }
      }
      in.failIfShort();
    }
  }

  private static void unit(Component[] components, BlockReader reader, int column, int row)
      throws DamagedJpegException {
    for (Component component : components) {
      int across = component.layout.across();
      int down = component.layout.down();
      for (int y = 0; y < down; y++) {
        for (int x = 0; x < across; x++) {
          reader.read(component, column * across + x, row * down + y);
        }
      }
    }
  }
}
