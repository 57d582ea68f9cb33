package io.sluice.media.image.builtin;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Layered;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Second pictures of steps: read whole, upright, in sRGB, with alpha. */
final class Layers {
  private static final long DECODED = 16;
  private static final long LAID_ON = 8;

  private Layers() {}

  /** Whether a step's second picture can be read here, as far as its format is known. */
  static boolean reads(Step step) {
    return !(step instanceof Layered layered)
        || layered.overlay().format() == null
        || Codecs.reads(layered.overlay().format());
  }

  /** What they take beside the first picture, which has a size before the steps. */
  static long bytes(Size before, List<Step> steps) {
    long bytes = 0;
    Size size = before;
    for (Step step : steps) {
      if (step instanceof Layered layered && layered.overlay().size() != null) {
        Size layer = layered.overlay().size();
        bytes += layer.pixels() * DECODED + layered.layerSize(size, layer).pixels() * LAID_ON;
      }
      size = step.after(size);
    }
    return bytes;
  }

  static BufferedImage read(Overlay overlay, Runnable check) {
    Path file = overlay.file();
    ImageFormat format = overlay.format();
    if (file == null || format == null) {
      throw new IllegalArgumentException("nobody has fetched " + overlay.name());
    }
    try {
      ImageInfo info = Reading.probe(file, format);
      if (!info.size().equals(overlay.size())) {
        throw Damage.of("another size than before");
      }
      Plan plan = Plan.of(info, Recipe.NOTHING);
      Decoded decoded = Reading.first(file, info, 1, check);
      return Pixels.widen(new Kitchen(plan, info, check).cook(decoded, 1), 4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
