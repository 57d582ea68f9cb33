package io.sluice.media.recipe;

/**
 * Scales the picture, uncropped, into a box or just over it.
 *
 * <p>Rounds as Thumbor does: {@code round(x + 1e-5)}. A side that would vanish keeps one pixel.
 *
 * @param box what it is fitted into
 * @param full whether the box is filled and the longer side stands out of it; a smaller picture
 *     grows for that
 * @param adaptive whether the box is turned when it lies and the picture stands, or the other way
 * @param upscale whether a picture that is smaller in both directions grows to the box, where both
 *     sides of it are in pixels; it stays as it is otherwise
 */
public record FitIn(Box box, boolean full, boolean adaptive, boolean upscale) implements Scale {
  private static final double HALF_GOES_UP = 1e-5;

  @Override
  public Placement place(Size source) {
    return Placement.whole(source, target(source));
  }

  private Size target(Size source) {
    Size wished = box.in(source);
    if (adaptive && isTurned(source, wished)) {
      wished = wished.turned();
    }
    if (!full && wished.width() >= source.width() && wished.height() >= source.height()) {
      return upscale && box.isFixed() ? grown(source, wished) : source;
    }
    double wide = (double) source.width() / wished.width();
    double high = (double) source.height() / wished.height();
    return full ? scaled(source, wished, wide <= high) : scaled(source, wished, wide >= high);
  }

  private static boolean isTurned(Size a, Size b) {
    return Integer.compare(a.width(), a.height()) * Integer.compare(b.width(), b.height()) < 0;
  }

  private static Size scaled(Size source, Size wished, boolean byWidth) {
    if (byWidth) {
      double height = (double) source.height() * wished.width() / source.width();
      return Box.size(wished.width(), Math.rint(height + HALF_GOES_UP));
    }
    double width = (double) source.width() * wished.height() / source.height();
    return Box.size(Math.rint(width + HALF_GOES_UP), wished.height());
  }

  private static Size grown(Size source, Size wished) {
    if (source.width() >= wished.width() || source.height() >= wished.height()) {
      return source;
    }
    double wide = (double) source.width() / wished.width();
    double high = (double) source.height() / wished.height();
    return wide >= high
        ? Box.size(wished.width(), (double) source.height() * wished.width() / source.width())
        : Box.size((double) source.width() * wished.height() / source.height(), wished.height());
  }

  @Override
  public String canonical() {
    return "fitin("
        + box.canonical()
        + (full ? ",full" : "")
        + (adaptive ? ",adaptive" : "")
        + (upscale ? ",upscale" : "")
        + ")";
  }
}
