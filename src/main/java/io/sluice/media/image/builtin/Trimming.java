package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Trim;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import net.coobird.thumbnailator.filters.ImageFilter;
import org.jspecify.annotations.Nullable;

/** Cuts off edges of one colour; the first frame of an animation says how much for all. */
final class Trimming implements ImageFilter {
  private final Trim step;
  private @Nullable Rectangle kept;

  Trimming(Trim step) {
    this.step = step;
  }

  @Override
  public BufferedImage apply(BufferedImage image) {
    Rectangle part = kept;
    if (part == null) {
      part = content(Pixels.of(image));
      kept = part;
    }
    return Pixels.cut(image, part.x, part.y, part.width, part.height);
  }

  private Rectangle content(Pixels pixels) {
    int corner =
        step.corner() == Trim.Corner.TOP_LEFT ? 0 : pixels.samples().length - pixels.channels();
    int left = pixels.width();
    int top = pixels.height();
    int right = -1;
    int bottom = -1;
    int i = 0;
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++, i += pixels.channels()) {
        if (!isLike(pixels, i, corner)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    return right < 0
        ? new Rectangle(0, 0, pixels.width(), pixels.height())
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  private boolean isLike(Pixels pixels, int i, int corner) {
    boolean nothing = pixels.alpha(i) == 0;
    if (nothing || pixels.alpha(corner) == 0) {
      return nothing && pixels.alpha(corner) == 0;
    }
    int red = pixels.red(i) - pixels.red(corner);
    int green = pixels.green(i) - pixels.green(corner);
    int blue = pixels.blue(i) - pixels.blue(corner);
    return red * red + green * green + blue * blue <= step.tolerance() * step.tolerance();
  }
}
