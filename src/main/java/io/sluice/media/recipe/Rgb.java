package io.sluice.media.recipe;

/**
 * A colour in sRGB.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Rgb(int red, int green, int blue) {
  /** Refuses what is no colour. */
  public Rgb {
    if (((red | green | blue) & ~255) != 0) {
      throw new IllegalArgumentException("a channel is 0 to 255");
    }
  }

  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "%02x%02x%02x", red, green, blue);
  }
}
