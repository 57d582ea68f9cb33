package io.sluice.media.image.builtin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Groups colours of 5 bits a channel: cuts the widest group at its middle pixel, again and again.
 */
final class ColorBoxes {
  private ColorBoxes() {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared, never shared.
  private record Group(int[] cells, int axis, long weight) {}

  /**
   * Groups all colours that occur.
   *
   * @param counts of pixels a colour
   * @param most how many groups there may be
   * @return colours of each group
   */
  static List<int[]> cut(long[] counts, int most) {
    int[] used = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
    PriorityQueue<Group> groups =
        new PriorityQueue<>(Comparator.comparingLong(Group::weight).reversed());
    groups.add(group(used, counts));
    while (groups.size() < most && groups.element().weight() > 0) {
      Group widest = groups.remove();
      int[] sorted = sorted(widest);
      int middle = middle(sorted, counts);
      groups.add(group(java.util.Arrays.copyOfRange(sorted, 0, middle), counts));
      groups.add(group(java.util.Arrays.copyOfRange(sorted, middle, sorted.length), counts));
    }
    List<int[]> all = new ArrayList<>();
    groups.forEach(g -> all.add(g.cells()));
    return all;
  }

  private static Group group(int[] cells, long[] counts) {
    long pixels = 0;
    int[] low = {31, 31, 31};
    int[] high = new int[3];
    for (int cell : cells) {
      pixels += counts[cell];
      for (int axis = 0; axis < 3; axis++) {
        int value = (cell >> (5 * axis)) & 31;
        low[axis] = Math.min(low[axis], value);
        high[axis] = Math.max(high[axis], value);
      }
    }
    int widest = 0;
    for (int axis = 1; axis < 3; axis++) {
      if (high[axis] - low[axis] > high[widest] - low[widest]) {
        widest = axis;
      }
    }
    long width = cells.length < 2 ? 0 : high[widest] - low[widest];
    return new Group(cells, widest, width * width * (long) Math.sqrt((double) pixels));
  }

  private static int[] sorted(Group group) {
    int shift = 5 * group.axis();
    return IntStream.of(group.cells())
        .boxed()
        .sorted(Comparator.comparingInt(c -> (c >> shift) & 31))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int middle(int[] cells, long[] counts) {
    long all = 0;
    for (int cell : cells) {
      all += counts[cell];
    }
    long below = 0;
    int middle = 0;
    while (below * 2 < all) {
      below += counts[cells[middle++]];
    }
    return Math.max(1, Math.min(cells.length - 1, middle));
  }
}
