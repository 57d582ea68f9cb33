package io.sluice.media.image.jpeg;

import java.util.Arrays;

/**
 * The blocks of a baseline or extended sequential scan (T.81, F.2): each is whole, so it is
 * transformed at once.
 */
final class SequentialScan implements BlockReader {
  private static final int LOOK_SHIFT = HuffmanTable.LOOK_BITS;
  private static final int LOOK_MASK = (1 << HuffmanTable.LOOK_BITS) - 1;
  private static final int SKIP_SHIFT = HuffmanTable.SKIP_BITS;
  private static final int SKIP_MASK = (1 << HuffmanTable.SKIP_BITS) - 1;

  private final BitReader in;
  private final Iterable<Component> components;
  private final InverseDct inverse = new InverseDct();
  private final int[] block = new int[64];
  private boolean flat;

  SequentialScan(BitReader in, Iterable<Component> components) {
    this.in = in;
    this.components = components;
  }

  @Override
  public void restart() {
    components.forEach(c -> c.predictor = 0);
  }

  @Override
  public void read(Component component, int column, int row) throws DamagedJpegException {
    int next = readWanted(component);
    if (next < 64) {
      skipRest(component.ac, next);
    }
    inverse.write(block, flat, component, column, row);
  }

  /** Reads up to the last coefficient wanted; returns the next to come, 64 at the block's end. */
  private int readWanted(Component component) throws DamagedJpegException {
    final BitReader bits = in;
    final int[] quantisers = component.quantisers;
    final int last = component.layout.last();
    if (last > 0) {
      Arrays.fill(block, 0);
    }
    component.predictor += bits.value(bits.symbol(component.dc));
    block[0] = component.predictor * quantisers[0];
    flat = true;
    final HuffmanTable table = component.ac;
    final int[] look = table.look;
    int k = 1;
    while (k <= last) {
      if (bits.count < 32) {
        bits.fill();
      }
      int entry = look[(int) (bits.bits >>> (bits.count - LOOK_SHIFT)) & LOOK_MASK];
      if (entry == 0) {
        entry = bits.longSymbol(table);
      } else {
        bits.count -= entry >> 8;
      }
      int size = entry & 15;
      int run = entry >> 4 & 15;
      if (size == 0) {
        if (run != 15) {
          return 64;
        }
        k += 16;
        continue;
      }
      k += run;
      bits.count -= size;
      if (k <= last) {
        int value = BitReader.signed((int) (bits.bits >>> bits.count) & (1 << size) - 1, size);
        block[Zigzag.NATURAL[k]] = value * quantisers[k];
        flat = false;
      }
      k++;
    }
    return k;
  }

  private void skipRest(HuffmanTable table, int next) throws DamagedJpegException {
    final BitReader bits = in;
    final int[] skips = table.skips();
    final int[] look = table.look;
    int k = next;
    // The two fields in registers: this loop sees most of a large file's bytes.
    long buffer = bits.bits;
    int count = bits.count;
    while (k < 64) {
      if (count < 32) {
        bits.count = count;
        bits.fill();
        buffer = bits.bits;
        count = bits.count;
      }
      int skip = skips[(int) (buffer >>> (count - SKIP_SHIFT)) & SKIP_MASK];
      int coefficients = skip >> 8;
      if ((skip & HuffmanTable.SKIP_LENGTH) != 0 && k + coefficients < 64) {
        count -= skip & HuffmanTable.SKIP_LENGTH;
        if ((skip & HuffmanTable.SKIP_ENDS) != 0) {
          break;
        }
        k += coefficients;
        continue;
      }
      int entry = look[(int) (buffer >>> (count - LOOK_SHIFT)) & LOOK_MASK];
      if (entry == 0) {
        bits.count = count;
        entry = bits.longSymbol(table);
        count = bits.count;
      } else {
        count -= entry >> 8;
      }
      int size = entry & 15;
      int run = entry >> 4 & 15;
      if (size == 0 && run != 15) {
        break;
      }
      count -= size;
      k += run + 1;
    }
    bits.count = count;
  }
}
