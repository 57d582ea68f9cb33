package io.sluice.media.recipe;

/**
 * Mixes each channel with a colour; alpha stays.
 *
 * @param red how much of the colour, in hundredths, 0 to 100
 * @param green as above
 * @param blue as above
 * @param color that is mixed in
 */
public record Colorize(int red, int green, int blue, Rgb color) implements Step {
  @Override
  public String canonical() {
    return "colorize(" + red + "," + green + "," + blue + "," + color + ")";
  }
}
