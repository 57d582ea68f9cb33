package io.sluice.media.recipe;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Scales the picture to exactly the sides of a box; what stands out is cut off around a focus.
 *
 * <p>Nothing is cut off when the ratios of both are equal to two decimals: the picture is then
 * stretched by less than a hundredth of its ratio. Rounds as Thumbor does.
 *
 * @param box what is filled
 * @param focus what stays in the picture
 * @param stretch whether nothing is ever cut off, and the picture changes its ratio instead
 */
public record Fill(Box box, Focus focus, boolean stretch) implements Scale {
  @Override
  public Placement place(Size source) {
    Size target = box.in(source);
    if (stretch || ratio(source).compareTo(ratio(target)) == 0) {
      return Placement.whole(source, target);
    }
    Size part = part(source, target);
    Focus.Point center = focus.center(source);
    return new Placement(
        start(center.x(), part.width(), source.width()),
        start(center.y(), part.height(), source.height()),
        part,
        target);
  }

  private static BigDecimal ratio(Size size) {
    double ratio = (double) size.width() / size.height();
    return new BigDecimal(ratio).setScale(2, RoundingMode.HALF_EVEN);
  }

  private static Size part(Size source, Size target) {
    double wide = (double) target.width() / source.width();
    double high = (double) target.height() / source.height();
    if (wide > high) {
      double height = (double) source.width() * target.height() / target.width();
      return new Size(source.width(), side(Math.rint(height), source.height()));
    }
    double width = (double) target.width() * source.height() / target.height();
    return new Size(side(Math.ceil(width), source.width()), source.height());
  }

  private static int side(double side, int longest) {
    return (int) Math.max(1, Math.min(longest, side));
  }

  private static int start(double center, int part, int whole) {
    double first = Math.max(center - part / 2.0, 0);
    return (int) Math.rint(Math.min(first, whole - part));
  }

  @Override
  public String canonical() {
    return "fill(" + box.canonical() + (stretch ? ",stretch" : "," + focus.canonical()) + ")";
  }
}
