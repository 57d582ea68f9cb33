package io.sluice.media.recipe;

/**
 * Scales the picture by a factor, fractions of a pixel cut off; a picture that would vanish stays.
 *
 * @param factor more than 0, at most 1
 */
public record Proportion(double factor) implements Scale {
  @Override
  public Placement place(Size source) {
    double width = source.width() * factor;
    double height = source.height() * factor;
    if (width < 1 || height < 1) {
      return Placement.unchanged(source);
    }
    return Placement.whole(source, new Size((int) width, (int) height));
  }

  @Override
  public String canonical() {
    return "proportion(" + factor + ")";
  }
}
