package io.sluice.media.image.builtin;

import io.sluice.media.recipe.AddToChannels;
import io.sluice.media.recipe.Background;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Colorize;
import io.sluice.media.recipe.Contrast;
import io.sluice.media.recipe.Convolution;
import io.sluice.media.recipe.Curve;
import io.sluice.media.recipe.Equalize;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Frame;
import io.sluice.media.recipe.Grayscale;
import io.sluice.media.recipe.Invert;
import io.sluice.media.recipe.Noise;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.RoundCorner;
import io.sluice.media.recipe.Saturation;
import io.sluice.media.recipe.Sharpen;
import io.sluice.media.recipe.Step;
import io.sluice.media.recipe.Trim;
import io.sluice.media.recipe.Watermark;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import net.coobird.thumbnailator.filters.ImageFilter;

/** Which image filter does which step; the pictures they get are theirs to change. */
final class StepTable {
  private static final Map<Class<? extends Step>, BiFunction<Step, Runnable, ImageFilter>> TABLE =
      new HashMap<>();

  static {
    put(Trim.class, (step, check) -> new Trimming(step));
    put(Flip.class, (step, check) -> Turn.of(step));
    put(Rotate.class, (step, check) -> Turn.of(step));
    put(Grayscale.class, (step, check) -> Tones::grayscale);
    put(Invert.class, (step, check) -> Tones::invert);
    put(AddToChannels.class, (step, check) -> image -> Tones.add(image, step));
    put(Contrast.class, (step, check) -> image -> Tones.contrast(image, step));
    put(Saturation.class, (step, check) -> image -> Tones.saturation(image, step));
    put(Equalize.class, (step, check) -> Tones::equalize);
    put(Noise.class, (step, check) -> image -> Tones.noise(image, step));
    put(Blur.class, (step, check) -> image -> Blurring.blur(image, step, check));
    put(Sharpen.class, (step, check) -> image -> Blurring.sharpen(image, step, check));
    put(Convolution.class, (step, check) -> image -> Convolving.apply(image, step, check));
    put(Background.class, (step, check) -> image -> Backdrop.behind(image, step.color()));
    put(Pad.class, (step, check) -> image -> Padding.apply(image, step, check));
    put(Colorize.class, (step, check) -> image -> Tones.colorize(image, step));
    put(Curve.class, (step, check) -> image -> Tones.curve(image, step));
    put(Watermark.class, Marking::new);
    put(Frame.class, Framing::new);
    put(RoundCorner.class, (step, check) -> image -> Corners.round(image, step));
  }

  private StepTable() {}

  private static <T extends Step> void put(
      Class<T> kind, BiFunction<T, Runnable, ImageFilter> maker) {
    TABLE.put(kind, (step, check) -> maker.apply(kind.cast(step), check));
  }

  static boolean knows(Step step) {
    return TABLE.containsKey(step.getClass()) && Layers.reads(step);
  }

  /**
   * Makes what does a step.
   *
   * @param check to be called often; ends the run by throwing
   */
  static ImageFilter of(Step step, Runnable check) {
    BiFunction<Step, Runnable, ImageFilter> maker = TABLE.get(step.getClass());
    if (maker == null) {
      throw new IllegalArgumentException("not supported: " + step.canonical());
    }
    return maker.apply(step, check);
  }
}
