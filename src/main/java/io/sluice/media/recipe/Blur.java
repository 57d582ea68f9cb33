package io.sluice.media.recipe;

/**
 * Smooths by a Gaussian.
 *
 * @param radius in pixels beyond which nothing counts, at most 150
 * @param sigma of the Gaussian, in pixels
 */
public record Blur(double radius, double sigma) implements Step {
  @Override
  public String canonical() {
    return "blur(" + radius + "," + sigma + ")";
  }
}
