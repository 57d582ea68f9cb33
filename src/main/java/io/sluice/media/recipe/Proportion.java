package io.sluice.media.recipe;

/**
 * Scales the picture by a factor.
 *
 * @param factor more than 0, at most 1
 */
public record Proportion(double factor) implements Scale {
  @Override
  public Placement place(Size source) {
    Size target =
        new Size(
            Math.max(1, (int) Math.round(source.width() * factor)),
            Math.max(1, (int) Math.round(source.height() * factor)));
    return Placement.whole(source, target);
  }

  @Override
  public String canonical() {
    return "proportion(" + factor + ")";
  }
}
