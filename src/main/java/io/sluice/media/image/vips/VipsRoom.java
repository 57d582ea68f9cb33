package io.sluice.media.image.vips;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.builtin.PixelSteps;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;

/** Estimates the memory of a run, outside the heap nearly all of it. */
final class VipsRoom {
  /** Buffers of rows, tables, the encoder itself. */
  private static final long FIXED = 24L << 20;

  /** A progressive JPEG keeps three coefficients of 16 bits a pixel. */
  private static final long JPEG_SOURCE = 6;

  /** An interlaced PNG, a TIFF in one strip, both with 16 bits; a canvas and its copy. */
  private static final long OTHER_SOURCE = 8;

  /** Two copies of four channels between steps, and the encoded bytes. */
  private static final long RESULT = 12;

  private static final long AVIF_RESULT = 48;

  private VipsRoom() {}

  /**
   * The most it takes.
   *
   * @param info of the source
   * @param recipe any that is supported
   * @return bytes
   */
  static long bytes(ImageInfo info, Recipe recipe) {
    long perSource = info.format() == ImageFormat.JPEG ? JPEG_SOURCE : OTHER_SOURCE;
    boolean avif = recipe.output().format() == ImageFormat.AVIF;
    long perResult = avif ? AVIF_RESULT : RESULT;
    long frames = VipsFiles.moves(info.format()) ? info.frames() : 1;
    return FIXED + info.stored().pixels() * perSource + largest(info, recipe) * perResult * frames;
  }

  /**
   * The most it takes of the Java heap, for steps that are done there.
   *
   * @param info of the source
   * @param recipe any that is supported
   * @return bytes
   */
  static long heapBytes(ImageInfo info, Recipe recipe) {
    VipsPlan plan = VipsPlan.of(info, recipe.steps());
    return plan.rest().stream().allMatch(VipsSteps::isOwn)
        ? 0
        : PixelSteps.memory(first(info, plan), plan.rest());
  }

  private static Size first(ImageInfo info, VipsPlan plan) {
    Size first = plan.first().target();
    return info.orientation() >= 5 ? first.turned() : first;
  }

  private static long largest(ImageInfo info, Recipe recipe) {
    VipsPlan plan = VipsPlan.of(info, recipe.steps());
    return Recipe.mostPixels(first(info, plan), plan.rest());
  }
}
