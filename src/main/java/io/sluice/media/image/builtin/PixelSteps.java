package io.sluice.media.image.builtin;

import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.UnaryOperator;
import net.coobird.thumbnailator.filters.ImageFilter;

/**
 * The steps of this engine for another one, which lends its pixels for a step that it does not know
 * itself: so each step is the same everywhere, and written once.
 */
public final class PixelSteps {
  private static final long PER_PIXEL = 16;

  private PixelSteps() {}

  /**
   * Whether there is something that does a step.
   *
   * @param step not one that scales
   * @return false also when its second picture cannot be read
   */
  public static boolean knows(Step step) {
    return StepTable.knows(step);
  }

  /**
   * Makes what does a step, for one run of one thread; frames of an animation go through the same
   * one.
   *
   * @param step known
   * @param check called often; ends the run by throwing
   * @return takes a picture of 8 bits in sRGB, gray, {@code TYPE_3BYTE_BGR} or {@code
   *     TYPE_4BYTE_ABGR}, which is its to change, and gives one
   */
  public static UnaryOperator<BufferedImage> of(Step step, Runnable check) {
    ImageFilter filter = StepTable.of(step, check);
    return filter::apply;
  }

  /**
   * The most of the Java heap that steps take.
   *
   * @param before the size of the picture before them
   * @param steps in their order, others among them
   * @return bytes
   */
  public static long memory(Size before, List<Step> steps) {
    return Recipe.mostPixels(before, steps) * PER_PIXEL + Layers.bytes(before, steps);
  }
}
