package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.image.Deadline;
import io.sluice.media.image.Images;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.recipe.Recipe;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The pictures of a page: made by the engine that is everywhere, and compared with the ones that
 * the page shows. {@code -Dsluice.gallery=write} puts the made ones in their place.
 */
final class Gallery implements AutoCloseable {
  private static final Path SHOWN = Path.of("docs", "pictures");
  private static final int MEBI = 1 << 20;

  /** What another version of a library may change is far below, and what one sees far above. */
  private static final double MOST_DIFFERENT = 12;

  private final Path folder;
  private final Images images;

  Gallery(Path folder) {
    this.folder = folder;
    ImagesConfig limits =
        new ImagesConfig(
            ImagesConfig.Choice.BUILTIN,
            null,
            null,
            64 * MEBI,
            100 * MEBI,
            100,
            4096,
            1,
            1,
            512 * MEBI,
            512 * MEBI);
    this.images = new Images(limits, List.of(new BuiltinEngine()));
  }

  /** Makes a picture and holds it against the one that is shown under that name. */
  void require(Path source, Recipe recipe, String name) throws IOException {
    Path made = Files.createFile(folder.resolve(name));
    images.render(source, recipe, made, new Deadline(Duration.ofMinutes(1)));
    Path shown = SHOWN.resolve(name);
    if ("write".equals(System.getProperty("sluice.gallery"))) {
      Files.createDirectories(SHOWN);
      Files.copy(made, shown, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(shown).as("to be made with -Dsluice.gallery=write").exists();
    assertThat(difference(ImageIO.read(made.toFile()), ImageIO.read(shown.toFile())))
        .as("%s is not what comes out now", shown)
        .isLessThan(MOST_DIFFERENT);
  }

  /** The root of the mean square; of other sizes they differ in all. */
  private static double difference(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      return Double.MAX_VALUE;
    }
    double sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        for (int shift = 0; shift <= 24; shift += 8) {
          int a = one.getRGB(x, y) >>> shift & 0xff;
          int b = other.getRGB(x, y) >>> shift & 0xff;
          sum += (a - b) * (a - b);
        }
      }
    }
    return Math.sqrt(sum / (4.0 * one.getWidth() * one.getHeight()));
  }

  /** What nobody shows any more. */
  static List<String> shown(String prefix) throws IOException {
    try (var files = Files.list(SHOWN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    images.close();
  }
}
