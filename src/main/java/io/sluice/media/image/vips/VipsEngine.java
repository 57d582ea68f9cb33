package io.sluice.media.image.vips;

import com.sun.jna.Pointer;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fast engine: libvips in this process.
 *
 * <p>A fault in a codec ends the whole process, so it is for sources that are trusted somewhat. One
 * run uses one thread, the caller's. JPEG has no alpha: what is transparent becomes white there.
 * Frames are kept where both formats have them. Safe for use by many threads.
 */
public final class VipsEngine implements ImageEngine {
  private static final Logger LOG = LoggerFactory.getLogger(VipsEngine.class);

  /** To be raised by whoever changes a pixel of what is made. */
  private static final int REVISION = 2;

  private static final Rgb WHITE = new Rgb(255, 255, 255);
  private static final Duration PROBE_TIME = Duration.ofSeconds(10);

  private final VipsLibrary library;
  private final VipsSelfTest.Formats formats;
  private final VipsWatch watch = new VipsWatch();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String name;

  private VipsEngine(VipsLibrary library, VipsSelfTest.Formats formats) {
    this.library = library;
    this.formats = formats;
    this.name = "vips-" + library.version() + "-" + REVISION;
  }

  /**
   * Opens the engine where the library is there and works; it is tried with a small picture of each
   * format.
   *
   * @param configured where the library lies: then no other is tried; null for the system's
   * @return nothing where there is none, with one line in the log that says why
   */
  public static Optional<VipsEngine> open(@Nullable Path configured) {
    return VipsLibrary.open(configured).flatMap(VipsEngine::tried);
  }

  private static Optional<VipsEngine> tried(VipsLibrary library) {
    try {
      VipsSelfTest.Formats formats = VipsSelfTest.run(library);
      if (!formats.readable().isEmpty() && !formats.writable().isEmpty()) {
        VipsEngine engine = new VipsEngine(library, formats);
        LOG.info(
            "Pictures are made by {}: reads {}, writes {}",
            engine.name,
            formats.readable(),
            formats.writable());
        return Optional.of(engine);
      }
      LOG.warn("libvips {} is not used: none of its formats works", library.version());
    } catch (IOException e) {
      LOG.warn("libvips {} is not used: it could not be tried", library.version(), e);
    }
    library.close();
    return Optional.empty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean supports(ImageFormat from, Recipe recipe, ImageFormat to) {
    return formats.readable().contains(from)
        && formats.writable().contains(to)
        && recipe.steps().stream().allMatch(VipsSteps::knows);
  }

  @Override
  public ImageInfo probe(Path source, ImageFormat format) throws IOException {
    return within(new Deadline(PROBE_TIME), run -> info(run, source, format));
  }

  private static ImageInfo info(VipsRun run, Path source, ImageFormat format) throws IOException {
    VipsFunctions functions = run.functions();
    Pointer image = VipsFiles.open(run, source, format, 1, false);
    Size size =
        new Size(functions.vips_image_get_width(image), functions.vips_image_get_height(image));
    int frames = VipsFiles.moves(format) ? Math.max(1, functions.vips_image_get_n_pages(image)) : 1;
    int orientation = functions.vips_image_get_orientation(image);
    // The loader of HEIF has turned the picture already.
    boolean turned = format == ImageFormat.HEIC || format == ImageFormat.AVIF;
    return new ImageInfo(
        format, size, frames, turned || orientation < 1 || orientation > 8 ? 1 : orientation);
  }

  @Override
  public boolean usesHeap() {
    return false;
  }

  @Override
  public long memory(ImageInfo info, Recipe recipe) {
    return VipsRoom.bytes(info, recipe);
  }

  @Override
  public Size render(
      Path source, ImageInfo info, Recipe recipe, ImageFormat to, Path result, Deadline deadline)
      throws IOException {
    return within(deadline, run -> make(run, source, info, recipe, to, result));
  }

  @Override
  public long heap(ImageInfo info, Recipe recipe) {
    return VipsRoom.heapBytes(info, recipe);
  }

  @Override
  public BufferedImage look(Path source, ImageInfo info, Recipe recipe, Deadline deadline)
      throws IOException {
    return within(
        deadline,
        run -> {
          VipsPlan plan = VipsPlan.of(info, recipe.steps());
          VipsColors colors = new VipsColors(run);
          Pointer opened = VipsFiles.open(run, source, info.format(), plan.shrink(), false);
          VipsSteps steps = new VipsSteps(run, colors);
          Pointer image = frame(run, opened, info, plan, steps, 0);
          return new VipsPixels(run, colors).toJava(image);
        });
  }

  private static Size make(
      VipsRun run, Path source, ImageInfo info, Recipe recipe, ImageFormat to, Path result)
      throws IOException {
    boolean moving = info.frames() > 1 && VipsFiles.moves(info.format()) && VipsFiles.moves(to);
    VipsPlan plan = VipsPlan.of(info, recipe.steps());
    VipsColors colors = new VipsColors(run);
    VipsSteps steps = new VipsSteps(run, colors);
    boolean settles = moving || to == ImageFormat.AVIF || VipsSaver.repeats(to, recipe.output());
    VipsSaver.check(to, plan.first().target());
    Pointer opened = VipsFiles.open(run, source, info.format(), moving ? 1 : plan.shrink(), moving);
    Pointer image;
    Size size;
    if (moving) {
      List<Pointer> frames = frames(run, opened, info, plan, steps);
      size = colors.size(frames.get(0));
      VipsSaver.check(to, size);
      image = run.stack(frames);
      run.functions().vips_image_set_int(image, "page-height", size.height());
    } else {
      image = frame(run, opened, info, plan, steps, settles ? 0 : -1);
      image = to == ImageFormat.JPEG ? colors.flatten(image, WHITE) : image;
      size = colors.size(image);
      VipsSaver.check(to, size);
    }
    VipsSaver.save(run, image, to, recipe.output(), result);
    return size;
  }

  private static List<Pointer> frames(
      VipsRun run, Pointer opened, ImageInfo info, VipsPlan plan, VipsSteps steps) {
    Size stored = info.stored();
    Size all = new Size(stored.width(), Math.multiplyExact(stored.height(), info.frames()));
    if (!steps.colors().size(opened).equals(all)) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "frames of several sizes");
    }
    List<Pointer> frames = new ArrayList<>();
    for (int i = 0; i < info.frames(); i++) {
      int mark = run.mark();
      Pointer frame =
          run.apply(
              "extract_area", opened, 0, i * stored.height(), stored.width(), stored.height());
      frames.add(frame(run, frame, info, plan, steps, mark));
    }
    return frames;
  }

  /**
   * One frame by the plan.
   *
   * @param mark where its images begin, when it must end in memory; -1 when it need not
   */
  private static Pointer frame(
      VipsRun run, Pointer opened, ImageInfo info, VipsPlan plan, VipsSteps steps, int mark) {
    VipsColors colors = steps.colors();
    Size decoded = colors.size(opened);
    checkSize(decoded, info.stored(), plan.shrink());
    Pointer image = colors.srgb(colors.place(opened, plan.onDecoded(info.stored(), decoded)));
    boolean needsAll = info.orientation() != 1 || !plan.rest().isEmpty();
    if (mark < 0 && !needsAll) {
      return image;
    }
    int begin = Math.max(0, mark);
    // A source can be read from top to bottom only, and once.
    image = run.settle(image, begin);
    if (needsAll) {
      image = run.settle(steps.upright(image, info.orientation()), begin);
    }
    for (Step step : plan.rest()) {
      image = run.settle(steps.apply(image, step), begin);
    }
    return image;
  }

  /** What was probed is what is decoded: the limits were held against that. */
  private static void checkSize(Size decoded, Size stored, int shrink) {
    boolean known =
        decoded.equals(stored)
            || (isAbout(decoded.width(), stored.width(), shrink)
                && isAbout(decoded.height(), stored.height(), shrink));
    if (!known) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, decoded + " instead of " + stored);
    }
  }

  private static boolean isAbout(int decoded, int stored, int shrink) {
    return Math.abs((long) decoded * shrink - stored) < 2L * shrink;
  }

  private interface Work<T> {
    T in(VipsRun run) throws IOException;
  }

  private <T> T within(Deadline deadline, Work<T> work) throws IOException {
    VipsRun run = new VipsRun(library, deadline);
    watch.enter(run);
    try (run) {
      return work.in(run);
    } finally {
      watch.leave(run);
    }
  }

  /**
   * What libvips holds now.
   *
   * @return for metrics
   */
  public VipsMemory memory() {
    return library.memory();
  }

  /** Stops what is running, waits for it, and lets go of the library; once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watch.close();
      library.close();
    }
  }
}
