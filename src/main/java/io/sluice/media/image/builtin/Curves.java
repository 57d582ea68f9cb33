package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Curve;
import java.util.Arrays;
import java.util.List;

/** Natural cubic splines through points, as tables of all 256 values. */
final class Curves {
  private Curves() {}

  static int[] table(Curve.Line line) {
    List<Curve.Point> points = line.points();
    double[] bend = bends(points);
    int[] table = new int[256];
    Arrays.fill(table, points.get(0).to());
    for (int i = 0; i + 1 < points.size(); i++) {
      Curve.Point from = points.get(i);
      Curve.Point to = points.get(i + 1);
      double h = to.from() - from.from();
      for (int x = from.from(); x < to.from(); x++) {
        double b = (x - from.from()) / h;
        double a = 1 - b;
        double curved = (a * a * a - a) * bend[i] + (b * b * b - b) * bend[i + 1];
        double y = a * from.to() + b * to.to() + h * h / 6 * curved;
        table[x] = (int) Math.max(0, Math.min(255, Math.round(y)));
      }
    }
    Curve.Point last = points.get(points.size() - 1);
    Arrays.fill(table, last.from(), 256, last.to());
    return table;
  }

  /** The second derivative at each point, 0 at both ends; the equations have three diagonals. */
  private static double[] bends(List<Curve.Point> points) {
    int n = points.size();
    double[] factor = new double[n];
    double[] bend = new double[n];
    for (int i = 1; i < n - 1; i++) {
      double before = points.get(i).from() - points.get(i - 1).from();
      double after = points.get(i + 1).from() - points.get(i).from();
      double slope =
          (points.get(i + 1).to() - points.get(i).to()) / after
              - (points.get(i).to() - points.get(i - 1).to()) / before;
      double pivot = (before + after) / 3 - before / 6 * factor[i - 1];
      factor[i] = after / 6 / pivot;
      bend[i] = (slope - before / 6 * bend[i - 1]) / pivot;
    }
    for (int i = n - 2; i > 0; i--) {
      bend[i] -= factor[i] * bend[i + 1];
    }
    return bend;
  }
}
