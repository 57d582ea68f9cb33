package io.sluice.media.image.jpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame measured out for one denominator.
 *
 * @param width of the result
 * @param height of the result
 * @param unitColumns units (MCUs) from left to right, where all components share a scan
 * @param unitRows the same, from top to bottom
 * @param components in the order of the frame
 */
record FrameLayout(
    int width, int height, int unitColumns, int unitRows, List<BlockLayout> components) {
  /** Whether each component is sampled in a whole ratio to the densest. */
  static boolean fits(List<Sampling> samplings) {
    int across = across(samplings);
    int down = down(samplings);
    return samplings.stream()
        .allMatch(s -> across % s.horizontal() == 0 && down % s.vertical() == 0);
  }

  private static int across(List<Sampling> samplings) {
    return samplings.stream().mapToInt(Sampling::horizontal).max().orElse(1);
  }

  private static int down(List<Sampling> samplings) {
    return samplings.stream().mapToInt(Sampling::vertical).max().orElse(1);
  }

  /**
   * Measures a frame out.
   *
   * @param apart leave sparser components at their own size, rather than at the densest's; not at
   *     1/8, where the larger size costs next to nothing
   */
  static FrameLayout of(
      int width, int height, List<Sampling> samplings, int denominator, boolean apart) {
    if (denominator != 1 && denominator != 2 && denominator != 4 && denominator != 8) {
      throw new IllegalArgumentException("denominator " + denominator);
    }
    // A lone component is never interleaved: its sampling says nothing.
    List<Sampling> used = samplings.size() == 1 ? List.of(new Sampling(1, 1)) : samplings;
    int across = across(used);
    int down = down(used);
    int unitColumns = ceil(width, 8 * across);
    int unitRows = ceil(height, 8 * down);
    List<BlockLayout> components = new ArrayList<>();
    for (Sampling s : used) {
      Axis x = Axis.of(across / s.horizontal(), 8 / denominator, apart);
      Axis y = Axis.of(down / s.vertical(), 8 / denominator, apart);
      components.add(
          new BlockLayout(
              s.horizontal(),
              s.vertical(),
              ceil(ceil(width * s.horizontal(), across), 8),
              ceil(ceil(height * s.vertical(), down), 8),
              unitColumns * s.horizontal(),
              unitRows * s.vertical(),
              x.samples,
              y.samples,
              x.repeat,
              y.repeat,
              BlockLayout.lastWanted(x.samples, y.samples)));
    }
    return new FrameLayout(
        ceil(width, denominator),
        ceil(height, denominator),
        unitColumns,
        unitRows,
        List.copyOf(components));
  }

  /** What a block becomes along one side, and how often each sample is then repeated. */
  private record Axis(int samples, int repeat) {
    /**
     * A component at half the density is decoded at twice the samples a block: it comes out at the
     * size of the others, and nothing is left to interpolate.
     */
    static Axis of(int ratio, int wanted, boolean apart) {
      if (apart && wanted > 1) {
        return new Axis(wanted, 1);
      }
      int samples = Integer.bitCount(ratio) == 1 ? Math.min(8, wanted * ratio) : wanted;
      return new Axis(samples, wanted * ratio / samples);
    }
  }

  /** Bytes that a decoding takes, besides the file. */
  long memory(boolean progressive) {
    long bytes = (long) width * height * components.size();
    for (BlockLayout component : components) {
      bytes += component.samples();
      if (progressive) {
        bytes += component.coefficients() * Short.BYTES;
      }
    }
    return bytes;
  }

  static int ceil(int value, int unit) {
    return (value + unit - 1) / unit;
  }
}
