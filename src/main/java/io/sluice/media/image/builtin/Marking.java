package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Watermark;
import java.awt.image.BufferedImage;
import net.coobird.thumbnailator.filters.ImageFilter;
import org.jspecify.annotations.Nullable;

/** Lays a watermark on; it is read once for all frames of an animation. */
final class Marking implements ImageFilter {
  private final Watermark step;
  private final Runnable check;
  private @Nullable BufferedImage read;

  Marking(Watermark step, Runnable check) {
    this.step = step;
    this.check = check;
  }

  @Override
  public BufferedImage apply(BufferedImage image) {
    BufferedImage result = Pixels.widen(image, 3);
    Pixels below = Pixels.of(result);
    Size picture = new Size(below.width(), below.height());
    Pixels mark = Pixels.of(scaled(picture));
    Watermark.Tiles tiles = step.tiles(picture, new Size(mark.width(), mark.height()));
    for (int row = 0; row < tiles.rows(); row++) {
      check.run();
      for (int column = 0; column < tiles.columns(); column++) {
        lay(mark, below, tiles.left() + column * tiles.stepX(), tiles.top() + row * tiles.stepY());
      }
    }
    return result;
  }

  private BufferedImage scaled(Size picture) {
    BufferedImage mark = read;
    if (mark == null) {
      mark = Layers.read(step.overlay(), check);
      fade(Pixels.of(mark), 255 * step.transparency() / 100);
      read = mark;
    }
    Size own = new Size(mark.getWidth(), mark.getHeight());
    Size size = step.layerSize(picture, own);
    return size.equals(own)
        ? mark
        : LanczosResizer.resize(mark, size.width(), size.height(), check);
  }

  /** Takes from alpha instead of multiplying it, as Thumbor does. */
  private static void fade(Pixels mark, int taken) {
    byte[] samples = mark.samples();
    for (int i = 0; i < samples.length; i += 4) {
      samples[i] = Pixels.clamp((samples[i] & 255) - taken);
    }
  }

  private static void lay(Pixels mark, Pixels below, int left, int top) {
    int firstX = Math.max(0, -left);
    int lastX = Math.min(mark.width(), below.width() - left);
    int lastY = Math.min(mark.height(), below.height() - top);
    for (int y = Math.max(0, -top); y < lastY; y++) {
      int i = (y * mark.width() + firstX) * 4;
      int o = ((top + y) * below.width() + left + firstX) * below.channels();
      for (int x = firstX; x < lastX; x++, i += 4, o += below.channels()) {
        Blending.over(mark.samples(), i, below, o);
      }
    }
  }
}
