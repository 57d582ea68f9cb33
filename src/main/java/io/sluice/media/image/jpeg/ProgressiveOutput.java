package io.sluice.media.image.jpeg;

import java.util.Arrays;

/** Turns the coefficients that all scans of a progressive file have gathered into samples. */
final class ProgressiveOutput {
  private final InverseDct inverse = new InverseDct();
  private final int[] block = new int[64];
  private final Runnable check;

  ProgressiveOutput(Runnable check) {
    this.check = check;
  }

  /** Makes the samples of one component, and lets its coefficients go. */
  void write(Component component) throws UnsupportedJpegException {
    BlockLayout layout = component.layout;
    component.allocateSamples();
    for (int row = 0; row < layout.rows(); row++) {
      check.run();
      for (int column = 0; column < layout.columns(); column++) {
        boolean flat = dequantise(component, row * layout.paddedColumns() + column);
        inverse.write(block, flat, component, column, row);
      }
    }
    component.coefficients = new short[0];
  }

  private boolean dequantise(Component component, int index) {
    final short[] coefficients = component.coefficients;
    final int[] quantisers = component.quantisers;
    final int last = component.layout.last();
    final int at = index * (last + 1);
    if (last > 0) {
      Arrays.fill(block, 0);
    }
    block[0] = coefficients[at] * quantisers[0];
    boolean flat = true;
    for (int k = 1; k <= last; k++) {
      int value = coefficients[at + k];
      if (value != 0) {
        block[Zigzag.NATURAL[k]] = value * quantisers[k];
        flat = false;
      }
    }
    return flat;
  }
}
