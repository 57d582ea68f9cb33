package io.sluice.media.recipe;

/**
 * Cuts off the edges that have the colour of one corner.
 *
 * @param corner whose pixel has the colour
 * @param tolerance the largest distance of two RGB colours that still count as one, 0 to 442
 */
public record Trim(Corner corner, int tolerance) implements Step {
  /** The corner that gives the colour. */
  public enum Corner {
    TOP_LEFT,
    BOTTOM_RIGHT
  }

  @Override
  public String canonical() {
    return "trim(" + corner + "," + tolerance + ")";
  }
}
