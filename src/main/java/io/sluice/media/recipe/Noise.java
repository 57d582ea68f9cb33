package io.sluice.media.recipe;

/**
 * Adds the same random number to each channel of a pixel.
 *
 * @param amount the largest number, 0 to 100
 * @param seed gives the same noise each time
 */
public record Noise(int amount, int seed) implements Step {
  @Override
  public String canonical() {
    return "noise(" + amount + "," + seed + ")";
  }
}
