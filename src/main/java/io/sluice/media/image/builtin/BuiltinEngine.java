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
    long denominator =
        info.format() == ImageFormat.JPEG && info.isReducible() ? plan.denominator() : 1;
    long decoded = info.stored().pixels() / (denominator * denominator) * DECODED;
    return FIXED + decoded + result(info, plan) * 16 + Layers.bytes(info.size(), recipe.steps());
  }

  private static long result(ImageInfo info, Plan plan) {
    Size first = info.orientation() >= 5 ? plan.target().turned() : plan.target();
    return Recipe.mostPixels(first, plan.rest());
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

  /**
   * What another decoder may make of a source before {@link #renderReduced}.
   *
   * @param size of the whole source, as stored: not turned upright
   * @param isAll whether nothing else is to be done to it than to encode it
   */
  public record Reduction(Size size, boolean isAll) {}

  /**
   * How small another decoder may make a source, so that nothing is lost for a recipe.
   *
   * @param info of the source
   * @param recipe supported
   * @return at most the stored size
   */
  public Reduction reduction(ImageInfo info, Recipe recipe) {
    Plan plan = Plan.of(info, recipe);
    Size size = plan.reduced(info.stored());
    boolean isAll =
        info.orientation() == 1
            && plan.rest().isEmpty()
            && plan.target().equals(size)
            && plan.box().equals(Box.whole(info.stored()));
    return new Reduction(size, isAll);
  }

  /**
   * Whether a source's colours may be those of a profile that it brings.
   *
   * @param source a file of the given format
   * @param format of the source
   * @return true also where that cannot be told from the head
   * @throws io.sluice.http.HttpErrorException {@link io.sluice.media.MediaError#IMAGE_DAMAGED}
   *     (422)
   * @throws IOException the file cannot be read
   */
  public boolean mayHaveProfile(Path source, ImageFormat format) throws IOException {
    return switch (format) {
      case JPEG -> JpegSource.hasProfile(source);
      case PNG, WEBP -> PlainSource.hasProfile(source, format);
      default -> true;
    };
  }

  /**
   * How much of the heap {@link #renderReduced} takes.
   *
   * @param info of the source
   * @param recipe supported
   * @return bytes, rather too many than too few
   */
  public long memoryReduced(ImageInfo info, Recipe recipe) {
    Plan plan = Plan.of(info, recipe);
    return FIXED
        + plan.reduced(info.stored()).pixels() * DECODED
        + result(info, plan) * 16
        + Layers.bytes(info.size(), recipe.steps());
  }

  /**
   * Does a recipe to a source that another decoder has read, and perhaps made smaller.
   *
   * @param reduced a PNG in sRGB, of the size of {@link #reduction}
   * @param info of the source itself
   * @param recipe supported
   * @param to a format that is made here
   * @param result an empty file; when this throws it may hold anything
   * @param deadline asked often
   * @return the size of the result
   * @throws io.sluice.http.HttpErrorException as {@link #render}
   * @throws IOException as {@link #render}
   */
  public Size renderReduced(
      Path reduced, ImageInfo info, Recipe recipe, ImageFormat to, Path result, Deadline deadline)
      throws IOException {
    BufferedImage image = lookReduced(reduced, info, recipe, deadline);
    return new Writing(recipe.output(), to, result, deadline::check).write(image);
  }

  /**
   * As {@link #renderReduced}, to be looked at and not to be kept.
   *
   * @param reduced as above
   * @param info as above
   * @param recipe as above
   * @param deadline as above
   * @return as {@link #look}
   * @throws io.sluice.http.HttpErrorException as {@link #render}
   * @throws IOException as {@link #render}
   */
  public BufferedImage lookReduced(Path reduced, ImageInfo info, Recipe recipe, Deadline deadline)
      throws IOException {
    Runnable check = deadline::check;
    Plan plan = Plan.of(info, recipe);
    Size size = plan.reduced(info.stored());
    Decoded decoded = PlainSource.read(reduced, new ImageInfo(ImageFormat.PNG, size, 1, 1), check);
    return new Kitchen(plan, info, check).cook(decoded, plan.box().scaled(info.stored(), size));
  }

  @Override
  public void close() {
    // Each run closes what it opened.
  }
}
