package io.sluice.media.recipe;

/**
 * Adds to each channel, clamped; alpha stays. Brightness is the same value thrice.
 *
 * @param red -255 to 255, in steps of an 8-bit channel
 * @param green as above
 * @param blue as above
 */
public record AddToChannels(int red, int green, int blue) implements Step {
  @Override
  public String canonical() {
    return "add(" + red + "," + green + "," + blue + ")";
  }
}
