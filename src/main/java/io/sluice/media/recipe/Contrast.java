package io.sluice.media.recipe;

/**
 * Stretches the channels around the middle: v becomes ((v - 128) * ((100 + amount) / 100)^2) + 128,
 * clamped; alpha stays.
 *
 * @param amount -100 to 100
 */
public record Contrast(int amount) implements Step {
  @Override
  public String canonical() {
    return "contrast(" + amount + ")";
  }
}
