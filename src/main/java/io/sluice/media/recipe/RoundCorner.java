package io.sluice.media.recipe;

/**
 * Rounds the corners.
 *
 * @param radiusX in pixels, at least 1
 * @param radiusY in pixels, at least 1
 * @param color of what is outside
 * @param transparent whether what is outside is transparent instead
 */
public record RoundCorner(int radiusX, int radiusY, Rgb color, boolean transparent)
    implements Step {
  @Override
  public String canonical() {
    return "round(" + radiusX + "," + radiusY + "," + color + "," + transparent + ")";
  }
}
