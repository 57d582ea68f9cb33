package io.sluice.media.recipe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Replaces the values of each channel by those of a curve, then all of them by those of another;
 * alpha stays.
 *
 * @param all done last, on each channel
 * @param red done first
 * @param green done first
 * @param blue done first
 */
public record Curve(Line all, Line red, Line green, Line blue) implements Step {
  /**
   * A value and what becomes of it.
   *
   * @param from 0 to 255
   * @param to 0 to 255
   */
  public record Point(int from, int to) {
    /** Refuses what is no value of a channel. */
    public Point {
      if (((from | to) & ~255) != 0) {
        throw new IllegalArgumentException("a channel is 0 to 255");
      }
    }
  }

  /**
   * A natural cubic spline; level before its first and from its last point on.
   *
   * @param points at least one, each after the one before
   */
  public record Line(List<Point> points) {
    /** Takes a copy; refuses points out of order. */
    public Line {
      points = List.copyOf(points);
      for (int i = 1; i < points.size(); i++) {
        if (points.get(i).from() <= points.get(i - 1).from()) {
          throw new IllegalArgumentException("points come one after the other");
        }
      }
      if (points.isEmpty()) {
        throw new IllegalArgumentException("a line has at least one point");
      }
    }

    private String canonical() {
      return points.stream().map(p -> p.from() + ":" + p.to()).collect(Collectors.joining("+"));
    }
  }

  @Override
  public String canonical() {
    return "curve("
        + String.join(",", all.canonical(), red.canonical(), green.canonical(), blue.canonical())
        + ")";
  }
}
