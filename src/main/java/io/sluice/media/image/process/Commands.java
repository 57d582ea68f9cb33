package io.sluice.media.image.process;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.program.RunProgram;
import io.sluice.media.program.RunProgram.Command;
import io.sluice.media.program.RunProgram.Limits;
import io.sluice.media.program.RunProgram.Outcome;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command lines of libvips's programs. All names in them are our own.
 *
 * @see <a href="https://www.libvips.org/API/current/using-cli.html">libvips at the command line</a>
 */
final class Commands implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final long MEBI = 1 << 20;

  /** The program and its buffers. */
  private static final long FIXED = 48 * MEBI;

  /**
   * Its libraries are mapped, and each arena of the allocator reserves space; neither is memory.
   */
  private static final long MAPPED = 1024 * MEBI;

  /** An interlaced PNG, a TIFF in one strip, both with 16 bits. */
  private static final long PER_SOURCE = 8;

  private static final long PER_RESULT = 12;
  private static final int MAX_NUMBER = 9;
  private static final int MAX_LINES = 10;

  private static final int SIGNALS = 128;
  private static final int MAX_SIGNAL = 64;

  /** As the longest {@code variants.patience}: a bound for what a killed gateway leaves behind. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** One thread a picture, as in the other engines, and no loader that was not made for others. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("VIPS_CONCURRENCY", "1", "VIPS_BLOCK_UNTRUSTED", "1", "VIPS_WARNING", "0");

  private final Programs programs;
  private final RunProgram runner = new RunProgram();

  Commands(Programs programs) {
    this.programs = programs;
  }

  /**
   * What is to be scaled.
   *
   * @param workshop all files are in it
   * @param source its name
   * @param stored its size
   * @param size that it is brought to, as stored
   */
  record Job(Workshop workshop, String source, Size stored, Size size) {}

  /** Bytes that one takes, rather too many than too few. */
  static long memory(Size stored, Size size) {
    return FIXED + stored.pixels() * PER_SOURCE + size.pixels() * PER_RESULT;
  }

  /**
   * Its version.
   *
   * @return for example {@code 8.14.1}
   */
  String version() throws IOException {
    List<String> command = List.of(programs.vips().toString(), "--version");
    String said = run(Path.of("/"), limits(64, 64), new Deadline(TIME), command);
    // "vips-8.14.1", followed by a date in older ones.
    String[] words = said.strip().split("-", -1);
    String version = words.length > 1 ? words[1] : "";
    if (!version.matches("[0-9.]{1,20}")) {
      throw new IOException("no version: " + said.strip());
    }
    return version;
  }

  /** Whether the sizes of formats can be read that Java does not know. */
  boolean readsSizes() {
    return programs.header() != null;
  }

  /** The size of the source, turned upright where its loader does so. */
  Size size(Workshop workshop, Deadline deadline) {
    List<String> command = List.of(String.valueOf(programs.header()), Workshop.SOURCE);
    String said = run(workshop.folder(), limits(64, 64), deadline, command);
    // "in: 64x48 uchar, 3 bands, srgb, heifload"
    String start = Workshop.SOURCE + ": ";
    int space = said.indexOf(' ', start.length());
    int cross = said.indexOf('x');
    if (!said.startsWith(start) || cross < 0 || space < cross) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "no size: " + said.strip());
    }
    return new Size(
        number(said.substring(start.length(), cross)), number(said.substring(cross + 1, space)));
  }

  private static int number(String digits) {
    if (digits.isEmpty()
        || digits.length() > MAX_NUMBER
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "no number: " + digits);
    }
    return Integer.parseInt(digits);
  }

  /**
   * Scales, into a file without a loss that is written and read again fast. Its colours are those
   * of the source, with its profile: the program's own conversion changes what has none, too.
   */
  Path lossless(Job job, Deadline deadline) {
    return run(job, "out.png", "compression=0", deadline);
  }

  /** Scales and encodes, without metadata: for a source in sRGB, or in a format's own colours. */
  Path make(Job job, ImageFormat to, int quality, Deadline deadline) {
    String kind = to == ImageFormat.JPEG ? "jpg" : to.name().toLowerCase(Locale.ROOT);
    String options =
        switch (to) {
          case JPEG -> "Q=" + quality + ",background=255,strip";
          case WEBP -> "Q=" + quality + ",strip";
          case AVIF -> "Q=" + quality + ",compression=av1,effort=2,strip";
          default -> "strip";
        };
    return run(job, "out." + kind, options, deadline);
  }

  private Path run(Job job, String name, String options, Deadline deadline) {
    Size size = job.size();
    Path result = job.workshop().file(name);
    List<String> command =
        List.of(
            programs.vips().toString(),
            "thumbnail",
            job.source(),
            name + "[" + options + "]",
            Integer.toString(size.width()),
            "--height=" + size.height(),
            // Exactly so large, whatever becomes of the proportions.
            "--size=force",
            "--no-rotate",
            "--fail-on=error");
    run(job.workshop().folder(), limits(job.stored().pixels(), size.pixels()), deadline, command);
    if (!Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS)) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "nothing was made of it");
    }
    return result;
  }

  private static Limits limits(long storedPixels, long pixels) {
    long memory = FIXED + storedPixels * PER_SOURCE + pixels * PER_RESULT;
    return new Limits(LONGEST, MAPPED + memory, 16 * MEBI + 2 * 4 * pixels);
  }

  /** Runs it; answers what it wrote to its output. */
  private String run(Path folder, Limits limits, Deadline deadline, List<String> words) {
    List<String> output = new CopyOnWriteArrayList<>();
    Outcome outcome;
    try {
      outcome =
          runner.run(
              new Command(words, folder, ENVIRONMENT),
              limits,
              deadline,
              line -> {
                if (output.size() < MAX_LINES) {
                  output.add(line);
                }
              });
    } catch (IOException e) {
      LOG.error("A program could not be started, is it still installed? {}", e.getMessage());
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    }
    if (!outcome.isOk()) {
      throw failed(outcome, folder, limits);
    }
    return String.join("\n", output);
  }

  private static HttpErrorException failed(Outcome outcome, Path folder, Limits limits) {
    if (outcome.isMissing()) {
      LOG.error("A program for pictures is not there any more: {}", outcome.said().strip());
      return new HttpErrorException(MediaError.RENDER_BUSY, "no program for pictures");
    }
    String said = outcome.said().strip().replaceAll("\\s*\\R\\s*", "; ");
    String reason = "exit " + outcome.status() + ": " + said.replaceAll("\\p{Cntrl}", "?");
    // What it wrote is still there: a disk without room must not look like a damaged picture.
    long room = folder.toFile().getUsableSpace();
    if (room < limits.fileBytes()) {
      LOG.error("{} has room for {} bytes only, a picture may need more: {}", folder, room, reason);
      return new HttpErrorException(MediaError.RENDER_BUSY, "no room for what is made of it");
    }
    if (outcome.status() > SIGNALS && outcome.status() <= SIGNALS + MAX_SIGNAL) {
      LOG.warn("A program for pictures died of signal {}: {}", outcome.status() - SIGNALS, reason);
    }
    return new HttpErrorException(MediaError.IMAGE_DAMAGED, reason);
  }

  @Override
  public void close() {
    runner.close();
  }
}
