package io.sluice.media.recipe;

/**
 * Mixes each pixel with its own luma.
 *
 * @param factor 0 for gray, 1 for unchanged, more for stronger colours
 */
public record Saturation(double factor) implements Step {
  @Override
  public String canonical() {
    return "saturation(" + factor + ")";
  }
}
