package io.sluice.media.image.jpeg;

/**
 * The blocks of one scan of a progressive file (T.81, G.2): it adds coefficients, or a bit to each
 * of those that are there.
 */
final class ProgressiveScan implements BlockReader {
  private final BitReader in;
  private final ScanHeader scan;
  private int blocksToSkip;

  ProgressiveScan(BitReader in, ScanHeader scan) {
    this.in = in;
    this.scan = scan;
  }

  /**
   * Whether the scan can be read and is of use. To add bits one must know which coefficients of the
   * whole band are not zero, so that goes only where the whole band is kept; elsewhere they stay as
   * fine as the scan before left them.
   */
  static boolean isOfUse(ScanHeader scan) {
    boolean addsBits = scan.first() > 0 && scan.high() > 0;
    return addsBits
        ? scan.last() <= scan.parts().get(0).component().layout.last()
        : scan.isWanted();
  }

  @Override
  public void restart() {
    scan.parts().forEach(p -> p.component().predictor = 0);
    blocksToSkip = 0;
  }

  @Override
  public void read(Component component, int column, int row) throws DamagedJpegException {
    BlockLayout layout = component.layout;
    int at = (row * layout.paddedColumns() + column) * (layout.last() + 1);
    if (scan.first() > 0) {
      if (scan.high() == 0) {
        readAc(component, at);
      } else {
        refineAc(component, at);
      }
    } else if (scan.high() == 0) {
      component.predictor += in.value(in.symbol(component.dc));
      component.coefficients[at] = (short) (component.predictor << scan.low());
    } else if (in.bits(1) != 0) {
      component.coefficients[at] |= (short) (1 << scan.low());
    }
  }

  private void readAc(Component component, int at) throws DamagedJpegException {
    if (blocksToSkip > 0) {
      blocksToSkip--;
      return;
    }
    final int wanted = component.layout.last();
    for (int k = scan.first(); k <= scan.last(); k++) {
      int symbol = in.symbol(component.ac);
      int size = symbol & 15;
      int run = symbol >> 4;
      if (size == 0 && run < 15) {
        blocksToSkip = blocksEnded(run) - 1;
        return;
      }
      k += run;
      if (size > 0) {
        int value = in.value(size);
        if (k <= wanted) {
          component.coefficients[at + k] = (short) (value << scan.low());
        }
      }
    }
  }

  /** How many blocks, from this one on, have no more new coefficients in this band. */
  private int blocksEnded(int exponent) {
    return (1 << exponent) + in.bits(exponent);
  }

  private void refineAc(Component component, int at) throws DamagedJpegException {
    final short[] coefficients = component.coefficients;
    final int end = at + scan.last();
    int k = at + scan.first();
    while (blocksToSkip == 0 && k <= end) {
      int symbol = in.symbol(component.ac);
      int run = symbol >> 4;
      short added = 0;
      if ((symbol & 15) != 0) {
        added = (short) (in.bits(1) != 0 ? 1 << scan.low() : -1 << scan.low());
      } else if (run < 15) {
        blocksToSkip = blocksEnded(run);
        break;
      }
      k = refineRun(coefficients, k, end, run);
      if (added != 0 && k <= end) {
        coefficients[k] = added;
      }
      k++;
    }
    if (blocksToSkip > 0) {
      refineRun(coefficients, k, end, Integer.MAX_VALUE);
      blocksToSkip--;
    }
  }

  /** Adds a bit to each coefficient up to the zero behind the given number of zeros. */
  private int refineRun(short[] coefficients, int from, int end, int zeros) {
    final int bit = 1 << scan.low();
    int left = zeros;
    int k = from;
    for (; k <= end; k++) {
      int value = coefficients[k];
      if (value == 0) {
        if (left-- == 0) {
          break;
        }
      } else if (in.bits(1) != 0 && (value & bit) == 0) {
        coefficients[k] = (short) (value > 0 ? value + bit : value - bit);
      }
    }
    return k;
  }
}
