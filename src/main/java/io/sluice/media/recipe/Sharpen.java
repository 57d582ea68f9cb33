package io.sluice.media.recipe;

/**
 * Strengthens edges: adds the difference to a blurred copy.
 *
 * @param amount of the difference that is added
 * @param radius of the blur, in pixels
 * @param luminanceOnly whether colours stay as they are
 */
public record Sharpen(double amount, double radius, boolean luminanceOnly) implements Step {
  @Override
  public String canonical() {
    return "sharpen(" + amount + "," + radius + "," + luminanceOnly + ")";
  }
}
