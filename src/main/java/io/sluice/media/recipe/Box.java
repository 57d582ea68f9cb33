package io.sluice.media.recipe;

/**
 * The wished sides of a picture; what is left open follows from the picture itself.
 *
 * @param width in pixels, {@link #OPEN} or {@link #ORIGINAL}
 * @param height in pixels, {@link #OPEN} or {@link #ORIGINAL}
 * @param noUpscale whether each side is at most as long as that of the picture
 */
public record Box(int width, int height, boolean noUpscale) {
  /** A side that keeps the proportions; both sides open: the size of the picture. */
  public static final int OPEN = 0;

  /** A side as long as that of the picture. */
  public static final int ORIGINAL = -1;

  /** Refuses sides that do not exist. */
  public Box {
    if (width < ORIGINAL || height < ORIGINAL) {
      throw new IllegalArgumentException("a side has at least 0 pixels");
    }
  }

  /**
   * Whether both sides are wished in pixels.
   *
   * @return false when one is open or that of the picture
   */
  public boolean isFixed() {
    return width > 0 && height > 0;
  }

  /**
   * The sides for one picture.
   *
   * @param source the size of the picture
   * @return an open side is rounded half to even, and never less than 1
   */
  public Size in(Size source) {
    double wide = side(width, source.width());
    double high = side(height, source.height());
    if (wide == OPEN && high == OPEN) {
      return source;
    }
    if (wide == OPEN) {
      wide = Math.rint(high * source.width() / source.height());
    } else if (high == OPEN) {
      high = Math.rint(wide * source.height() / source.width());
    }
    return size(wide, high);
  }

  private int side(int wished, int own) {
    if (wished == ORIGINAL) {
      return own;
    }
    return noUpscale ? Math.min(wished, own) : wished;
  }

  /** Cuts off fractions, as the narrowing to whole numbers does; at least one pixel stays. */
  static Size size(double width, double height) {
    return new Size(Math.max(1, (int) width), Math.max(1, (int) height));
  }

  String canonical() {
    return width + "," + height + (noUpscale ? ",shrink" : "");
  }
}
