package io.sluice.media.image.builtin;

import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Needs nothing installed: reads JPEG, PNG, GIF, TIFF, WebP, BMP and PSD; writes JPEG, PNG and GIF.
 *
 * <p>Of an animated GIF every frame is kept when the result is a GIF; else, and of all other files
 * with several pictures, the first is taken.
 */
public final class BuiltinEngine implements ImageEngine {
  /** Four channels of 16 bits as read, and of 8 bits as worked on. */
  private static final long DECODED = 12;

  private static final int SMALL_DENOMINATOR = 4;

  private static final long FIXED = 2 << 20;

  /** Makes an engine that keeps nothing open. */
  public BuiltinEngine() {}

  @Override
  public String name() {
    return "builtin-2";
  }

  @Override
  public boolean supports(ImageFormat from, Recipe recipe, ImageFormat to) {
    return Codecs.reads(from)
        && Writing.makes(to)
        && recipe.steps().stream().allMatch(s -> s instanceof Scale || StepTable.knows(s));
  }

  /**
   * A JPEG that becomes small is decoded straight to an eighth or a quarter here: as fast as
   * libvips on most, faster on progressive ones, and no native code sees the file.
   */
  @Override
  public boolean excels(ImageInfo info, Recipe recipe) {
    return info.format() == ImageFormat.JPEG
        && info.isReducible()
        && Plan.of(info, recipe).denominator() >= SMALL_DENOMINATOR;
  }

  /** Counts no more than 10,001 frames. */
  @Override
  public ImageInfo probe(Path source, ImageFormat format) throws IOException {
    return Reading.probe(source, format);
  }

  @Override
  public long memory(ImageInfo info, Recipe recipe) {
    Plan plan = Plan.of(info, recipe);
    Size first = info.orientation() >= 5 ? plan.target().turned() : plan.target();
    long result = Recipe.mostPixels(first, plan.rest());
    long denominator =
        info.format() == ImageFormat.JPEG && info.isReducible() ? plan.denominator() : 1;
    long decoded = info.stored().pixels() / (denominator * denominator) * DECODED;
    return FIXED + decoded + result * 16 + Layers.bytes(info.size(), recipe.steps());
  }

  @Override
  public Size render(
      Path source, ImageInfo info, Recipe recipe, ImageFormat to, Path result, Deadline deadline)
      throws IOException {
    deadline.check();
    Runnable check = deadline::check;
    Plan plan = Plan.of(info, recipe);
    Kitchen kitchen = new Kitchen(plan, info, check);
    if (info.format() == ImageFormat.GIF) {
      return renderGif(source, info, kitchen, new Writing(recipe.output(), to, result, check));
    }
    BufferedImage image = first(source, info, plan, kitchen, check);
    return new Writing(recipe.output(), to, result, check).write(image);
  }

  private static BufferedImage first(
      Path source, ImageInfo info, Plan plan, Kitchen kitchen, Runnable check) throws IOException {
    Decoded decoded = Reading.first(source, info, plan.denominator(), check);
    int denominator = info.stored().width() > decoded.image().getWidth() ? plan.denominator() : 1;
    return kitchen.cook(decoded, denominator);
  }

  @Override
  public BufferedImage look(Path source, ImageInfo info, Recipe recipe, Deadline deadline)
      throws IOException {
    deadline.check();
    Runnable check = deadline::check;
    Plan plan = Plan.of(info, recipe);
    return first(source, info, plan, new Kitchen(plan, info, check), check);
  }

  private static Size renderGif(Path source, ImageInfo info, Kitchen kitchen, Writing writing)
      throws IOException {
    try (GifSource frames = new GifSource(source, info, writing.check())) {
      if (writing.format() != ImageFormat.GIF || info.frames() == 1) {
        return writing.write(kitchen.cook(new Decoded(frames.next(), null), 1));
      }
      BufferedImage image = kitchen.cook(new Decoded(frames.next(), null), 1);
      Size size = new Size(image.getWidth(), image.getHeight());
      try (GifOutput output = new GifOutput(writing.result(), size, frames.loops())) {
        output.add(image, frames.delay(), writing.check());
        while (frames.hasNext()) {
          image = kitchen.cook(new Decoded(frames.next(), null), 1);
          output.add(image, frames.delay(), writing.check());
        }
      }
      return size;
    }
  }

  @Override
  public void close() {
    // Each run closes what it opened.
  }
}
