package io.sluice.media.recipe;

/**
 * Mirrors the picture.
 *
 * @param horizontal true exchanges left and right, false top and bottom
 */
public record Flip(boolean horizontal) implements Step {
  @Override
  public String canonical() {
    return horizontal ? "flip(x)" : "flip(y)";
  }
}
