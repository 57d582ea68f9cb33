package io.sluice.media.recipe;

/**
 * Fills a box with the middle of the picture; the way of shift-media's {@code fill}.
 *
 * <p>Where both sides of the source are longer than the box's, or with {@code upscale}, the result
 * has the box's size. Without {@code upscale} a source that is shorter in one side is only cut in
 * the other one, and one that is shorter in both stays as it is. The divisions and roundings are
 * those of shift-media 0.0.19, so that each part is the same to the pixel; a part that it makes
 * empty has 1 pixel here.
 *
 * @param width of the box, in pixels, at least 1
 * @param height of the box, in pixels, at least 1
 * @param upscale whether a part that is smaller than the box is made larger
 */
public record FillCenter(int width, int height, boolean upscale) implements Scale {
  /** Refuses a box without a pixel. */
  public FillCenter {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a box has at least one pixel");
    }
  }

  @Override
  public Placement place(Size source) {
    boolean insideWidth = source.width() <= width;
    boolean insideHeight = source.height() <= height;
    if (insideWidth && insideHeight && !upscale) {
      return Placement.unchanged(source);
    }
    if (insideWidth != insideHeight && !upscale) {
      return insideWidth
          ? part(source, source.width(), height, 0, (source.height() - height) / 2)
          : part(source, width, source.height(), (source.width() - width) / 2, 0);
    }
    boolean cutsHeight =
        insideWidth == insideHeight
            ? FitLongSide.isWidthNearer(source, width, height) != insideWidth
            : insideWidth;
    boolean isLarger = !insideWidth && !insideHeight;
    return cutsHeight
        ? cutHeight(source, keep(source.height(), height, source.width(), width, isLarger))
        : cutWidth(source, keep(source.width(), width, source.height(), height, isLarger));
  }

  /** How much of a side stays when all of the other side does; rounded as it always was. */
  private int keep(int side, int box, int otherSide, int otherBox, boolean isLarger) {
    // The two ways differ in the last bit of a double, and so by a pixel now and then.
    double kept =
        isLarger && upscale
            ? box / (otherBox / (double) otherSide)
            : box * (otherSide / (double) otherBox);
    return Math.max(1, Math.min(side, (int) kept));
  }

  private Placement cutHeight(Size source, int kept) {
    return new Placement(
        0, middle(source.height() - kept), new Size(source.width(), kept), new Size(width, height));
  }

  private Placement cutWidth(Size source, int kept) {
    return new Placement(
        middle(source.width() - kept), 0, new Size(kept, source.height()), new Size(width, height));
  }

  /** Half to even. */
  private static int middle(int cut) {
    return (int) Math.rint(cut / 2.0);
  }

  private static Placement part(Size source, int columns, int rows, int left, int top) {
    Size part = new Size(Math.min(columns, source.width()), Math.min(rows, source.height()));
    return new Placement(left, top, part, part);
  }

  @Override
  public String canonical() {
    return "fill-center(" + width + "," + height + "," + upscale + ")";
  }
}
