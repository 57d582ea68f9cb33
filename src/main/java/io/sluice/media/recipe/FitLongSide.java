package io.sluice.media.recipe;

/**
 * Scales the whole picture until its longer side has the wanted length; the way of shift-media's
 * {@code fit}.
 *
 * <p>The result can be larger than the box: where both sides of the source are longer than the
 * box's, only the longer one is looked at, so 1000x900 into 500x100 gives 500x450. The divisions
 * are those of shift-media 0.0.19 in their order, so that each size is the same to the pixel; a
 * side that it makes 0, and then fails, has 1 pixel here.
 *
 * @param width of the box, in pixels, at least 1
 * @param height of the box, in pixels, at least 1
 * @param upscale whether a picture that is smaller than the box in both sides is made larger, until
 *     the side that is nearer to the box's meets it
 */
public record FitLongSide(int width, int height, boolean upscale) implements Scale {
  /** Refuses a box without a pixel. */
  public FitLongSide {
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
    boolean byWidth;
    if (insideWidth == insideHeight) {
      byWidth =
          insideWidth ? isWidthNearer(source, width, height) : source.width() >= source.height();
    } else {
      byWidth = insideHeight;
    }
    Size target =
        byWidth
            ? new Size(width, along(source.height(), source.width(), width))
            : new Size(along(source.width(), source.height(), height), height);
    return Placement.whole(source, target);
  }

  private static int along(int other, int side, int sideTarget) {
    double ratio = side / (double) sideTarget;
    return Math.max(1, (int) (other / ratio));
  }

  /**
   * Whether the width needs less change than the height; for two shorter or two longer sides.
   *
   * @return true when both need the same
   */
  static boolean isWidthNearer(Size source, int width, int height) {
    return nearness(source.width(), width) >= nearness(source.height(), height);
  }

  /** More for less change: the target in percent of the side, below 0 where that enlarges. */
  private static double nearness(int side, int target) {
    double percent = target / (side / 100.0);
    return percent < 100 ? percent : -percent;
  }

  @Override
  public String canonical() {
    return "fit-long-side(" + width + "," + height + "," + upscale + ")";
  }
}
