package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Frame;
import io.sluice.media.recipe.Rgb;
import java.awt.image.BufferedImage;
import net.coobird.thumbnailator.filters.ImageFilter;
import org.jspecify.annotations.Nullable;

/** Puts a frame around; it is read once for all frames of an animation. */
final class Framing implements ImageFilter {
  private static final Rgb WHITE = new Rgb(255, 255, 255);

  private final Frame step;
  private final Runnable check;
  private @Nullable NinePatch read;

  Framing(Frame step, Runnable check) {
    this.step = step;
    this.check = check;
  }

  @Override
  public BufferedImage apply(BufferedImage image) {
    NinePatch patch = read;
    if (patch == null) {
      patch = NinePatch.of(Layers.read(step.overlay(), check));
      read = patch;
    }
    NinePatch.Padding padding = patch.padding();
    int channels = Pixels.of(image).hasAlpha() ? 4 : 3;
    BufferedImage result =
        Backdrop.plain(
            image.getWidth() + padding.left() + padding.right(),
            image.getHeight() + padding.top() + padding.bottom(),
            channels,
            WHITE);
    Backdrop.place(image, result, padding.left(), padding.top(), false);
    patch.draw(Pixels.of(result), check);
    return result;
  }
}
