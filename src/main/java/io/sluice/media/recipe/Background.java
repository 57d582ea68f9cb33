package io.sluice.media.recipe;

/**
 * Puts a colour behind the picture, which has no transparent pixels afterwards.
 *
 * @param color of what is behind
 */
public record Background(Rgb color) implements Step {
  @Override
  public String canonical() {
    return "background(" + color + ")";
  }
}
