package io.sluice.media.image.process;

import io.sluice.http.HttpErrorException;
import io.sluice.media.image.Deadline;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries what a program really can: builds differ, and a codec may be there and not work. */
final class ProcessSelfTest {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSelfTest.class);
  private static final Size SIZE = new Size(64, 64);
  private static final String SAMPLE = "/io/sluice/media/image/vips/sample.HEIC";
  private static final Duration TIME = Duration.ofSeconds(30);

  /** GIF, BMP and PSD need no native code: they stay with Java. */
  private static final List<ImageFormat> READ =
      List.of(
          ImageFormat.PNG,
          ImageFormat.JPEG,
          ImageFormat.WEBP,
          ImageFormat.TIFF,
          ImageFormat.AVIF,
          ImageFormat.HEIC);

  private static final List<ImageFormat> WRITTEN = List.of(ImageFormat.WEBP, ImageFormat.AVIF);

  private ProcessSelfTest() {}

  /**
   * Makes a small picture in each format and reads it back.
   *
   * @param commands of the program
   * @param temporary has room for it
   * @return what came back whole
   * @throws IOException there is no room for temporary files
   */
  static ProcessEngine.Formats run(Commands commands, Path temporary) throws IOException {
    Set<ImageFormat> readable = EnumSet.noneOf(ImageFormat.class);
    Set<ImageFormat> writable = EnumSet.noneOf(ImageFormat.class);
    for (ImageFormat format : READ) {
      boolean needsHeader = format == ImageFormat.AVIF || format == ImageFormat.HEIC;
      try (Workshop workshop = Workshop.empty(temporary)) {
        sample(commands, format, workshop);
        writable.addAll(WRITTEN.contains(format) ? List.of(format) : List.of());
        if (!needsHeader || commands.readsSizes()) {
          commands.lossless(job(workshop, Workshop.SOURCE), new Deadline(TIME));
          readable.add(format);
        }
      } catch (HttpErrorException e) {
        LOG.debug("vips does not know {}: {}", format, e.getMessage());
      }
    }
    return new ProcessEngine.Formats(readable, writable);
  }

  private static Commands.Job job(Workshop workshop, String source) {
    return new Commands.Job(workshop, source, SIZE, SIZE);
  }

  /** What it does not write itself is a small file of our own. */
  private static void sample(Commands commands, ImageFormat format, Workshop workshop)
      throws IOException {
    Path source = workshop.file(Workshop.SOURCE);
    if (format == ImageFormat.HEIC) {
      try (InputStream in = ProcessSelfTest.class.getResourceAsStream(SAMPLE)) {
        Files.write(source, in == null ? new byte[0] : in.readAllBytes());
      }
      return;
    }
    String name = "plain";
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    if (!ImageIO.write(image, "png", workshop.file(name).toFile())) {
      throw new IOException("this Java runtime writes no PNG");
    }
    Path made = commands.make(job(workshop, name), format, 80, new Deadline(TIME));
    Files.move(made, source, StandardCopyOption.REPLACE_EXISTING);
  }
}
