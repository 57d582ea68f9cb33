package io.sluice.media.image.vips;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.sluice.http.HttpErrorException;
import io.sluice.media.image.Deadline;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries what a library really can: builds differ, and a codec may be there and not work. */
final class VipsSelfTest {
  private static final Logger LOG = LoggerFactory.getLogger(VipsSelfTest.class);
  private static final int SIDE = 64;
  private static final Duration TIME = Duration.ofSeconds(30);

  /**
   * The formats that work.
   *
   * @param readable in
   * @param writable out
   */
  record Formats(Set<ImageFormat> readable, Set<ImageFormat> writable) {}

  private VipsSelfTest() {}

  /**
   * Makes a small picture in each format and reads it back.
   *
   * @param library set up
   * @return what came back whole
   * @throws IOException there is no room for temporary files
   */
  static Formats run(VipsLibrary library) throws IOException {
    Set<ImageFormat> readable = EnumSet.noneOf(ImageFormat.class);
    Set<ImageFormat> writable = EnumSet.noneOf(ImageFormat.class);
    Path file = Files.createTempFile("sluice-vips", ".img");
    try {
      for (ImageFormat format : ImageFormat.values()) {
        if (VipsSaver.knows(format) && writes(library, format, file)) {
          writable.add(format);
        } else {
          sample(format, file);
        }
        if (VipsFiles.loader(format) != null && reads(library, format, file)) {
          readable.add(format);
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return new Formats(readable, writable);
  }

  private static boolean writes(VipsLibrary library, ImageFormat format, Path file)
      throws IOException {
    try (VipsRun run = new VipsRun(library, new Deadline(TIME));
        Memory pixels = gradient()) {
      Pointer image =
          run.keep(
              run.functions()
                  .vips_image_new_from_memory_copy(pixels, pixels.size(), SIDE, SIDE, 3, 0));
      VipsSaver.save(
          run, run.apply("copy", image, "interpretation", 22), format, Output.DEFAULT, file);
      return true;
    } catch (HttpErrorException e) {
      LOG.debug("libvips does not write {}: {}", format, e.getMessage());
      return false;
    }
  }

  private static boolean reads(VipsLibrary library, ImageFormat format, Path file)
      throws IOException {
    try (VipsRun run = new VipsRun(library, new Deadline(TIME))) {
      Pointer image = run.settle(VipsFiles.open(run, file, format, 1, false), 0);
      return run.functions().vips_image_get_width(image) == SIDE;
    } catch (HttpErrorException e) {
      LOG.debug("libvips does not read {}: {}", format, e.getMessage());
      return false;
    }
  }

  /** What no library writes everywhere is tried with a small file of our own. */
  private static void sample(ImageFormat format, Path file) throws IOException {
    try (InputStream in = VipsSelfTest.class.getResourceAsStream("sample." + format.name())) {
      Files.write(file, in == null ? new byte[0] : in.readAllBytes());
    }
  }

  private static Memory gradient() {
    Memory pixels = new Memory((long) SIDE * SIDE * 3);
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels.setByte(i * 3L, (byte) (i % SIDE * 4));
      pixels.setByte(i * 3L + 1, (byte) (i / SIDE * 4));
      pixels.setByte(i * 3L + 2, (byte) 128);
    }
    return pixels;
  }
}
