package io.sluice.media.image;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.Cover;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Layered;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures of pictures, by the first engine that can.
 *
 * <p>What goes over a limit is refused from its head, before a pixel is decoded or memory is taken.
 * Safe for use by many threads.
 */
public final class Images implements Closeable {
  private static final Step COVER = new Cover();

  private final ImagesConfig config;
  private final List<ImageEngine> engines;
  private final String identity;
  private final MemoryBudget heap;
  private final MemoryBudget outside;

  /**
   * Takes the engines.
   *
   * @param config limits
   * @param engines asked in this order; closed here
   */
  public Images(ImagesConfig config, List<ImageEngine> engines) {
    this.config = config;
    this.engines = List.copyOf(engines);
    this.identity =
        engines.stream()
            .map(Images::identity)
            .collect(Collectors.joining("+", config.engine() + " ", ""));
    this.heap = new MemoryBudget(config.heapBytes());
    this.outside = new MemoryBudget(config.outsideBytes());
  }

  /**
   * Names all engines, what they can do here, and how they are chosen: where that differs, other
   * bytes may come out.
   *
   * @return for example {@code AUTO builtin-2:JPEG,PNG,GIF}
   */
  public String identity() {
    return identity;
  }

  private static String identity(ImageEngine engine) {
    return engine.name()
        + Stream.of(ImageFormat.values())
            .filter(
                format ->
                    engine.supports(ImageFormat.PNG, Recipe.NOTHING, format)
                        || engine.supports(format, Recipe.NOTHING, ImageFormat.PNG))
            .map(
                format ->
                    format + (engine.supports(ImageFormat.PNG, Recipe.NOTHING, format) ? "!" : ""))
            .collect(Collectors.joining(",", ":", ""));
  }

  /**
   * How many renders should run at once.
   *
   * @return at least 1
   */
  public int jobs() {
    return config.jobs();
  }

  /**
   * How many renders may wait for their turn.
   *
   * @return at least 1
   */
  public int queue() {
    return config.queue();
  }

  /**
   * Refuses a source by its length, before a byte of it is fetched.
   *
   * @param bytes its length
   * @throws HttpErrorException {@link MediaError#SOURCE_TOO_LARGE} (422), {@link
   *     MediaError#IMAGE_DAMAGED} (422) for an empty one
   */
  public void requireLength(long bytes) {
    if (bytes > config.maxSourceBytes()) {
      throw new HttpErrorException(
          MediaError.SOURCE_TOO_LARGE,
          bytes + " bytes, images.max-size is " + config.maxSourceBytes());
    }
    if (bytes == 0) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "an empty file");
    }
  }

  /**
   * Reads what a picture's head says; no pixel is decoded.
   *
   * @param source a file
   * @return its format, size, frames and orientation, within the limits
   * @throws HttpErrorException {@link MediaError#FORMAT_UNSUPPORTED} (415), {@link
   *     MediaError#IMAGE_DAMAGED}, {@link MediaError#SOURCE_TOO_LARGE} (422)
   * @throws IOException the file cannot be read
   */
  public ImageInfo probe(Path source) throws IOException {
    ImageFormat format = format(source);
    for (ImageEngine engine : engines) {
      if (engine.supports(format, Recipe.NOTHING, fallback(format))) {
        return limited(engine.probe(source, format));
      }
    }
    throw new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, "no engine reads " + format);
  }

  /**
   * Makes a picture. Takes as long as it takes, within the deadline.
   *
   * @param source a file that does not change meanwhile
   * @param asked what is to become of it; its second pictures have files
   * @param result an empty file; when this throws it may hold anything
   * @param deadline of the run
   * @return the format of the result
   * @throws HttpErrorException a {@link MediaError}
   * @throws IOException a file cannot be read or written
   */
  public ImageFormat render(Path source, Recipe asked, Path result, Deadline deadline)
      throws IOException {
    ImageFormat from = format(source);
    Recipe recipe = settled(source, from, known(asked), deadline);
    ImageFormat to = resultFormat(from, recipe);
    List<ImageEngine> able = able(from, recipe, to);
    ImageEngine engine = able.get(0);
    ImageInfo info = limited(engine.probe(source, from));
    if (config.engine() != ImagesConfig.Choice.VIPS) {
      for (ImageEngine other : able.subList(1, able.size())) {
        if (other.excels(info, recipe)) {
          // Asked again with what it sees itself, which may be more.
          ImageInfo own = limited(other.probe(source, from));
          boolean isBetter = other.excels(own, recipe);
          engine = isBetter ? other : engine;
          info = isBetter ? own : info;
        }
      }
    }
    requireResult(info.size(), recipe);
    if (asked.steps().contains(COVER)) {
      info = still(info);
    }
    try (Room room = room(engine, source, info, recipe, deadline)) {
      engine.render(source, info, recipe, to, result, deadline);
    }
    return to;
  }

  private static ImageInfo still(ImageInfo info) {
    return new ImageInfo(info.format(), info.stored(), 1, info.orientation(), info.isReducible());
  }

  /** Memory of both kinds that one run has. */
  private record Room(MemoryBudget.Share heap, MemoryBudget.Share outside)
      implements AutoCloseable {
    @Override
    public void close() {
      outside.close();
      heap.close();
    }
  }

  private Room room(
      ImageEngine engine, Path source, ImageInfo info, Recipe recipe, Deadline deadline)
      throws IOException {
    // A JPEG file is read as a whole.
    long file = info.format() == ImageFormat.JPEG ? Files.size(source) : 0;
    long needed = file + engine.memory(info, recipe);
    boolean java = engine.usesHeap();
    // Always in this order, so that no two runs wait for each other.
    MemoryBudget.Share first = heap.take(java ? needed : engine.heap(info, recipe), deadline);
    try {
      return new Room(first, java ? () -> {} : outside.take(needed, deadline));
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** Second pictures are held to the limits of first ones. */
  private Recipe known(Recipe recipe) throws IOException {
    Map<String, Overlay> known = new HashMap<>();
    for (Overlay overlay : recipe.overlays()) {
      Path file = overlay.file();
      if (file == null) {
        throw new IllegalArgumentException("nobody has fetched " + overlay.name());
      }
      requireLength(Files.size(file));
      ImageInfo info = probe(file);
      known.put(overlay.name(), overlay.as(info.format(), info.size()));
    }
    return recipe.withOverlays(o -> known.getOrDefault(o.name(), o));
  }

  /** Answers what a recipe asks of the pixels; refuses first what would be refused anyway. */
  private Recipe settled(Path source, ImageFormat from, Recipe recipe, Deadline deadline)
      throws IOException {
    Recipe settled =
        recipe.withSteps(recipe.steps().stream().filter(s -> !s.equals(COVER)).toList());
    boolean mayBeJpeg =
        from == ImageFormat.PNG
            && recipe.output().opaquePngAsJpeg()
            && resultFormat(from, settled) == ImageFormat.PNG;
    if (!mayBeJpeg && !PixelChoices.needsFocus(settled)) {
      return settled;
    }
    Size size = probe(source).size();
    requireResult(size, settled);
    if (PixelChoices.needsFocus(settled)) {
      settled =
          PixelChoices.withFocus(
              settled,
              size,
              (steps, settle) -> look(source, from, recipe.withSteps(steps), deadline, settle));
    }
    if (mayBeJpeg && look(source, from, settled, deadline, PixelChoices::isOpaque)) {
      settled = new Recipe(settled.steps(), settled.output().in(ImageFormat.JPEG));
    }
    return settled;
  }

  /** By the last engine that can, which is the same one wherever libvips is and is not. */
  private <T> T look(
      Path source,
      ImageFormat from,
      Recipe recipe,
      Deadline deadline,
      Function<BufferedImage, T> judge)
      throws IOException {
    List<ImageEngine> able = able(from, recipe, ImageFormat.PNG);
    ImageEngine engine = able.get(able.size() - 1);
    ImageInfo info = still(limited(engine.probe(source, from)));
    try (Room room = room(engine, source, info, recipe, deadline)) {
      BufferedImage pixels = engine.look(source, info, recipe, deadline);
      deadline.check();
      return judge.apply(pixels); // While it still has its share of the memory.
    }
  }

  private static ImageFormat format(Path source) throws IOException {
    @Nullable ImageFormat format = Magic.of(source);
    if (format == null) {
      throw new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, "its first bytes are unknown");
    }
    return format;
  }

  /** What was asked for, else the source's own where browsers show it and an engine makes it. */
  private ImageFormat resultFormat(ImageFormat from, Recipe recipe) {
    @Nullable ImageFormat wanted = recipe.output().format();
    if (wanted != null) {
      return wanted;
    }
    // These may move, which not every format can.
    if (from != ImageFormat.GIF && from != ImageFormat.WEBP) {
      for (ImageFormat welcome : recipe.output().welcome()) {
        if (engines.stream().anyMatch(engine -> engine.supports(from, recipe, welcome))) {
          return welcome;
        }
      }
    }
    boolean isMade = engines.stream().anyMatch(engine -> engine.supports(from, recipe, from));
    return from.isForBrowsers() && isMade ? from : fallback(from);
  }

  /** Every engine makes these: PNG where transparent pixels are common, else the shorter JPEG. */
  private static ImageFormat fallback(ImageFormat from) {
    return switch (from) {
      case PNG, GIF, WEBP, PSD -> ImageFormat.PNG;
      case JPEG, TIFF, BMP, AVIF, HEIC, EXR -> ImageFormat.JPEG;
    };
  }

  /** At least one. */
  private List<ImageEngine> able(ImageFormat from, Recipe recipe, ImageFormat to) {
    List<ImageEngine> able =
        engines.stream().filter(engine -> engine.supports(from, recipe, to)).toList();
    if (!able.isEmpty()) {
      return able;
    }
    throw engines.stream().anyMatch(e -> e.supports(from, Recipe.NOTHING, ImageFormat.PNG))
        ? new HttpErrorException(
            MediaError.OUTPUT_UNSUPPORTED,
            "no engine makes " + to + " of " + from + " by " + recipe)
        : new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, "no engine reads " + from);
  }

  private ImageInfo limited(ImageInfo info) {
    long pixels = info.stored().pixels() * info.frames();
    if (pixels > config.maxPixels() || info.frames() > config.maxFrames()) {
      throw new HttpErrorException(
          MediaError.SOURCE_TOO_LARGE,
          info.stored() + ", " + info.frames() + " frames; images.max-megapixels and max-frames");
    }
    return info;
  }

  /** Follows the size through the recipe: no step may blow the picture up past the limit. */
  private void requireResult(Size source, Recipe recipe) {
    // A picture that is larger already may stay so.
    int limit = Math.max(config.maxSide(), Math.max(source.width(), source.height()));
    Size size = source;
    for (Step step : recipe.steps()) {
      if (step instanceof Layered layered && layered.overlay().size() != null) {
        Size own = layered.overlay().size();
        Size layer = layered.layerSize(size, own);
        requireSide(layer, Math.max(limit, Math.max(own.width(), own.height())));
      }
      size = step.after(size);
      requireSide(size, limit);
    }
  }

  private void requireSide(Size size, int limit) {
    if (Math.max(size.width(), size.height()) > limit) {
      throw new HttpErrorException(
          MediaError.RESULT_TOO_LARGE, size + ", images.max-side is " + config.maxSide());
    }
  }

  @Override
  public void close() throws IOException {
    for (ImageEngine engine : engines) {
      engine.close();
    }
  }
}
