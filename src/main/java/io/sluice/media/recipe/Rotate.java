package io.sluice.media.recipe;

/**
 * Turns the picture clockwise.
 *
 * @param quarters turns of 90 degrees, 1 to 3
 */
public record Rotate(int quarters) implements Step {
  @Override
  public Size after(Size before) {
    return quarters % 2 == 1 ? before.turned() : before;
  }

  @Override
  public String canonical() {
    return "rotate(" + quarters + ")";
  }
}
