package io.sluice.media.image.process;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures by the program {@code vips}, in a process for each: a fault in a codec ends that process
 * and no other.
 *
 * <p>A recipe that only scales and encodes a picture in sRGB is one process. Of any other it
 * decodes and makes smaller, into a lossless file, from which the built-in engine goes on; WebP and
 * AVIF are then written by a second process. Of moving pictures the first frame is taken. Safe for
 * use by many threads.
 */
public final class ProcessEngine implements ImageEngine {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessEngine.class);

  /** To be raised by whoever changes a pixel of what is made. */
  private static final int REVISION = 1;

  private static final Duration PROBE_TIME = Duration.ofSeconds(10);
  private static final int MAX_WEBP_SIDE = 16_383;
  private static final int MAX_SIDE = 65_500;

  private final BuiltinEngine builtin = new BuiltinEngine();
  private final Commands commands;
  private final Formats formats;
  private final Path temporary;
  private final String name;

  /**
   * The formats that work.
   *
   * @param readable in
   * @param writable out, beside those of the built-in engine
   */
  record Formats(Set<ImageFormat> readable, Set<ImageFormat> writable) {}

  ProcessEngine(Commands commands, Formats formats, Path temporary, String version) {
    this.commands = commands;
    this.formats = formats;
    this.temporary = temporary;
    this.name = "process-" + version + "-" + REVISION;
  }

  /**
   * Opens the engine where the program is there and works; it is tried with a small picture of each
   * format.
   *
   * @param configured where {@code vips} lies: then no other is tried; null for the first on the
   *     search path
   * @param temporary a folder for the files of a run, up to some hundred megabytes each; what a
   *     killed gateway left in it is deleted
   * @return nothing where there is none, with one line in the log that says why
   */
  public static Optional<ProcessEngine> open(@Nullable Path configured, Path temporary) {
    String path = String.valueOf(System.getenv("PATH"));
    Optional<Programs> found = Programs.find(configured, path);
    if (found.isEmpty()) {
      LOG.warn(
          "{} is not there, or may not be run (Debian and Ubuntu: libvips-tools)",
          configured == null ? Programs.VIPS : configured);
      return Optional.empty();
    }
    Workshop.sweep(temporary, Instant.now());
    return tried(new Commands(found.get()), temporary);
  }

  private static Optional<ProcessEngine> tried(Commands commands, Path temporary) {
    try {
      String version = commands.version();
      Workshop.open(temporary, temporary).close(); // Not each file system has links.
      Formats formats = ProcessSelfTest.run(commands, temporary);
      if (!formats.readable().isEmpty()) {
        ProcessEngine engine = new ProcessEngine(commands, formats, temporary, version);
        LOG.info(
            "Pictures are made by {}: reads {}, writes {} beside what Java writes",
            engine.name,
            formats.readable(),
            formats.writable());
        return Optional.of(engine);
      }
      LOG.warn("vips {} is not used: none of its formats works", version);
    } catch (IOException | HttpErrorException e) {
      LOG.warn("vips is not used: it could not be tried", e);
    }
    commands.close();
    return Optional.empty();
  }

  @Override
  public String name() {
    return name;
  }

  /** A length that is not to be exceeded takes many tries: only the built-in engine has them. */
  @Override
  public boolean supports(ImageFormat from, Recipe recipe, ImageFormat to) {
    boolean isOurs = !makes(to);
    return formats.readable().contains(from)
        && (!isOurs || (formats.writable().contains(to) && recipe.output().maxBytes() == 0))
        && builtin.supports(ImageFormat.PNG, recipe, isOurs ? ImageFormat.PNG : to);
  }

  private boolean makes(ImageFormat to) {
    return builtin.supports(ImageFormat.PNG, Recipe.NOTHING, to);
  }

  @Override
  public ImageInfo probe(Path source, ImageFormat format) throws IOException {
    if (builtin.supports(format, Recipe.NOTHING, ImageFormat.PNG)) {
      return builtin.probe(source, format); // Java alone: no process for a look at a head.
    }
    try (Workshop workshop = Workshop.open(temporary, source)) {
      return new ImageInfo(format, commands.size(workshop, new Deadline(PROBE_TIME)), 1, 1);
    }
  }

  @Override
  public boolean usesHeap() {
    return false;
  }

  @Override
  public long memory(ImageInfo info, Recipe recipe) {
    Size size = builtin.reduction(info, recipe).size();
    return Commands.memory(info.stored(), size);
  }

  /** What the Java half takes. */
  @Override
  public long heap(ImageInfo info, Recipe recipe) {
    return builtin.memoryReduced(info, recipe);
  }

  @Override
  public BufferedImage look(Path source, ImageInfo info, Recipe recipe, Deadline deadline)
      throws IOException {
    Size size = builtin.reduction(info, recipe).size();
    try (Workshop workshop = Workshop.open(temporary, source)) {
      Commands.Job job = new Commands.Job(workshop, Workshop.SOURCE, info.stored(), size);
      return builtin.lookReduced(commands.lossless(job, deadline), info, recipe, deadline);
    }
  }

  @Override
  public Size render(
      Path source, ImageInfo info, Recipe recipe, ImageFormat to, Path result, Deadline deadline)
      throws IOException {
    BuiltinEngine.Reduction reduction = builtin.reduction(info, recipe);
    boolean isAll =
        reduction.isAll()
            && recipe.output().maxBytes() == 0
            && !builtin.mayHaveProfile(source, info.format());
    try (Workshop workshop = Workshop.open(temporary, source)) {
      Run run = new Run(workshop, info, recipe, to, deadline);
      return isAll
          ? direct(run, reduction.size(), result)
          : throughJava(run, reduction.size(), result);
    }
  }

  private record Run(
      Workshop workshop, ImageInfo info, Recipe recipe, ImageFormat to, Deadline deadline) {}

  private Size direct(Run run, Size size, Path result) throws IOException {
    check(run.to(), size);
    Path made =
        commands.make(
            new Commands.Job(run.workshop(), Workshop.SOURCE, run.info().stored(), size),
            run.to(),
            run.recipe().output().quality(),
            run.deadline());
    Files.move(made, result, StandardCopyOption.REPLACE_EXISTING);
    return size;
  }

  private Size throughJava(Run run, Size size, Path result) throws IOException {
    Workshop workshop = run.workshop();
    Path reduced =
        commands.lossless(
            new Commands.Job(workshop, Workshop.SOURCE, run.info().stored(), size), run.deadline());
    if (makes(run.to())) {
      return builtin.renderReduced(
          reduced, run.info(), run.recipe(), run.to(), result, run.deadline());
    }
    String name = "cooked";
    Path cooked = workshop.file(name);
    Size made =
        builtin.renderReduced(
            reduced, run.info(), run.recipe(), ImageFormat.PNG, cooked, run.deadline());
    check(run.to(), made);
    Path encoded =
        commands.make(
            new Commands.Job(workshop, name, made, made),
            run.to(),
            run.recipe().output().quality(),
            run.deadline());
    Files.move(encoded, result, StandardCopyOption.REPLACE_EXISTING);
    return made;
  }

  private static void check(ImageFormat to, Size size) {
    int side = to == ImageFormat.WEBP ? MAX_WEBP_SIDE : MAX_SIDE;
    if (to != ImageFormat.PNG && Math.max(size.width(), size.height()) > side) {
      throw new HttpErrorException(MediaError.RESULT_TOO_LARGE, size + " as " + to);
    }
  }

  /** Kills what is running. */
  @Override
  public void close() {
    commands.close();
  }
}
