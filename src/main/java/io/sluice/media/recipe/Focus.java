package io.sluice.media.recipe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to stay in a picture that is cut.
 *
 * @param x where the focus is without areas: 0 left, 0.5 in the middle, 1 right
 * @param y as {@code x}, from the top to the bottom
 * @param areas of the picture that matter, by size; they replace {@code x} and {@code y}
 * @param smart whether what matters is found in the picture itself where there are no areas; {@code
 *     x} and {@code y} then say where to stay when there is nothing to find
 */
public record Focus(double x, double y, List<Area> areas, boolean smart) {
  /** The middle of the picture. */
  public static final Focus CENTER = new Focus(0.5, 0.5, List.of(), false);

  /** Takes a copy; refuses a focus outside of the picture. */
  public Focus {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException("a focus is inside of the picture");
    }
    areas = List.copyOf(areas);
  }

  /**
   * A point of a picture.
   *
   * @param x in pixels from the left
   * @param y in pixels from the top
   */
  record Point(double x, double y) {}

  /**
   * A rectangle of a picture. It may lie outside of it, and then pulls to that edge.
   *
   * @param left the first column, from 0
   * @param top the first row, from 0
   * @param right one past the last column
   * @param bottom one past the last row
   */
  public record Area(int left, int top, int right, int bottom) {
    /** Refuses an area without pixels. */
    public Area {
      if (left >= right || top >= bottom) {
        throw new IllegalArgumentException("an area has at least one pixel");
      }
    }

    /**
     * The column in the middle.
     *
     * @return rounded down
     */
    public int centerX() {
      return left + (right - left) / 2;
    }

    /**
     * The row in the middle.
     *
     * @return rounded down
     */
    public int centerY() {
      return top + (bottom - top) / 2;
    }

    /**
     * The same area, counted from another corner.
     *
     * @param columns how many are cut off on the left
     * @param rows how many are cut off at the top
     * @return a copy
     */
    public Area from(int columns, int rows) {
      return new Area(left - columns, top - rows, right - columns, bottom - rows);
    }

    private double weight() {
      return (double) (right - left) * (bottom - top);
    }
  }

  /** The one point that everything together comes to, in whole pixels rounded down. */
  Point center(Size source) {
    if (areas.isEmpty()) {
      return new Point(Math.floor(source.width() * x), Math.floor(source.height() * y));
    }
    double weight = areas.stream().mapToDouble(Area::weight).sum();
    double columns = areas.stream().mapToDouble(a -> a.centerX() * a.weight()).sum();
    double rows = areas.stream().mapToDouble(a -> a.centerY() * a.weight()).sum();
    return new Point(Math.floor(columns / weight), Math.floor(rows / weight));
  }

  String canonical() {
    String points =
        areas.stream()
            .map(a -> a.left() + ":" + a.top() + ":" + a.right() + ":" + a.bottom())
            .collect(Collectors.joining("+"));
    return (areas.isEmpty() ? x + "," + y : points) + (smart ? ",smart" : "");
  }
}
