package io.sluice.media.image.builtin;

/**
 * The weights by which a line of samples becomes another line: each result is a weighted sum of
 * neighbours that begin at {@code start}.
 *
 * <p>Weights are in 1/16384, and those of one result add up to exactly that, so an even area stays
 * as it is.
 *
 * @param count of neighbours a result
 * @param start of each result, ascending
 * @param weights {@code count} a result
 */
@SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops, and never shared.
record Taps(int count, int[] start, int[] weights) {
  static final int BITS = 14;
  private static final int ONE = 1 << BITS;
  private static final double LOBES = 3;

  /**
   * Resamples a part of a line by Lanczos with three lobes; nothing outside the part is read.
   *
   * @param length of the line
   * @param from where the part begins
   * @param part how long it is
   * @param target the number of results
   */
  static Taps lanczos(int length, double from, double part, int target) {
    double scale = part / target;
    double stretch = Math.max(1, scale);
    int first = Math.max(0, Math.min(length - 1, (int) Math.floor(from + 1e-6)));
    int end = Math.max(first + 1, Math.min(length, (int) Math.ceil(from + part - 1e-6)));
    int count = Math.min(end - first, (int) Math.ceil(2 * LOBES * stretch) + 1);
    Taps taps = new Taps(count, new int[target], new int[Math.multiplyExact(target, count)]);
    double[] exact = new double[count];
    for (int i = 0; i < target; i++) {
      double center = from + (i + 0.5) * scale - 0.5;
      int start = (int) Math.ceil(center - LOBES * stretch);
      start = Math.max(first, Math.min(end - count, start));
      for (int j = 0; j < count; j++) {
        exact[j] = lanczos((start + j - center) / stretch);
      }
      taps.set(i, start, exact);
    }
    return taps;
  }

  private static double lanczos(double x) {
    if (Math.abs(x) < 1e-9) {
      return 1;
    }
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    double t = Math.PI * x;
    return LOBES * Math.sin(t) * Math.sin(t / LOBES) / (t * t);
  }

  /**
   * Smooths a line by a Gaussian; what would lie past an end is like the end.
   *
   * @param length of the line
   * @param radius how far it reaches
   * @param sigma more than 0
   */
  static Taps gaussian(int length, int radius, double sigma) {
    int count = Math.min(length, 2 * radius + 1);
    Taps taps = new Taps(count, new int[length], new int[Math.multiplyExact(length, count)]);
    double[] bell = new double[radius + 1];
    for (int d = 0; d <= radius; d++) {
      bell[d] = Math.exp(-d * d / (2 * sigma * sigma));
    }
    double[] exact = new double[count];
    for (int i = 0; i < length; i++) {
      int start = Math.max(0, Math.min(length - count, i - radius));
      java.util.Arrays.fill(exact, 0);
      for (int p = i - radius; p <= i + radius; p++) {
        exact[Math.max(0, Math.min(length - 1, p)) - start] += bell[Math.abs(p - i)];
      }
      taps.set(i, start, exact);
    }
    return taps;
  }

  private void set(int index, int from, double[] exact) {
    double sum = 0;
    for (double weight : exact) {
      sum += weight;
    }
    start[index] = from;
    double owed = 0;
    for (int j = 0; j < count; j++) {
      // What rounding took from one weight goes to the next, so that no weight stands out.
      owed += exact[j] / sum * ONE;
      int weight = (int) Math.round(owed);
      owed -= weight;
      weights[index * count + j] = weight;
    }
  }
}
