package io.sluice.media.image.builtin;

import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;

/** Makes sources, runs the engine over them, and reads what it made. */
final class TestingPictures {
  private TestingPictures() {}

  /** Every part of it differs: a slope of red to the right, of green down, and a blue corner. */
  static BufferedImage slopes(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int blue = x < width / 4 && y < height / 4 ? 255 : 0;
        int red = 255 * x / Math.max(1, width - 1);
        image.setRGB(x, y, red << 16 | (255 * y / Math.max(1, height - 1)) << 8 | blue);
      }
    }
    return image;
  }

  static Path write(Path folder, BufferedImage image, String format) throws IOException {
    Path file = Files.createTempFile(folder, "source", "." + format);
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("no writer for " + format);
    }
    return file;
  }

  static Path resource(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = TestingPictures.class.getResourceAsStream(name)) {
      Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  static BufferedImage render(Path source, ImageFormat format, Step... steps) throws IOException {
    return ImageIO.read(render(source, format, ImageFormat.PNG, Output.DEFAULT, steps).toFile());
  }

  static Path render(Path source, ImageFormat format, ImageFormat to, Output output, Step... steps)
      throws IOException {
    Path result = Files.createTempFile(source.getParent(), "result", "");
    try (ImageEngine engine = new BuiltinEngine()) {
      ImageInfo info = engine.probe(source, format);
      Recipe recipe = new Recipe(List.of(steps), output);
      engine.render(source, info, recipe, to, result, new Deadline(Duration.ofMinutes(1)));
    }
    return result;
  }

  /** The largest difference of a channel of any pixel. */
  static int difference(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      return 256;
    }
    int most = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        for (int shift = 0; shift <= 24; shift += 8) {
          int a = one.getRGB(x, y) >> shift & 255;
          int b = other.getRGB(x, y) >> shift & 255;
          most = Math.max(most, Math.abs(a - b));
        }
      }
    }
    return most;
  }
}
