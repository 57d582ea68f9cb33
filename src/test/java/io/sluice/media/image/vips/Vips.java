package io.sluice.media.image.vips;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** What the tests of the fast engine share: the engine, sources, and the library's own commands. */
final class Vips {
  private Vips() {}

  /** A step to one size, whatever the source. */
  record To(Size target) implements Scale {
    @Override
    public Placement place(Size source) {
      return Placement.whole(source, target);
    }

    @Override
    public String canonical() {
      return "to(" + target + ")";
    }
  }

  /** Opens it, or skips the test where libvips is not installed. */
  static VipsEngine engine() {
    Optional<VipsEngine> engine = VipsEngine.open(null);
    Assumptions.assumeTrue(
        engine.isPresent(), "SKIPPED: libvips is not here (apt-get install libvips42)");
    return engine.orElseThrow();
  }

  static Recipe to(int width, int height) {
    return steps(new To(new Size(width, height)));
  }

  static Recipe steps(Step... steps) {
    return new Recipe(List.of(steps), Output.DEFAULT);
  }

  static Deadline soon() {
    return new Deadline(Duration.ofMinutes(2));
  }

  static ImageInfo info(VipsEngine engine, Path source, ImageFormat format) throws IOException {
    return engine.probe(source, format);
  }

  /** Probes, renders to PNG, and reads that by the JDK. */
  static BufferedImage render(VipsEngine engine, Path source, ImageFormat format, Recipe recipe)
      throws IOException {
    Path result = Files.createTempFile(source.getParent(), "result", ".png");
    ImageInfo info = engine.probe(source, format);
    Size size = engine.render(source, info, recipe, ImageFormat.PNG, result, soon());
    BufferedImage image = ImageIO.read(result.toFile());
    assertThat(new Size(image.getWidth(), image.getHeight())).isEqualTo(size);
    return image;
  }

  /** Writes a picture by the JDK. */
  static Path write(BufferedImage image, String kind, Path file) throws IOException {
    assertThat(ImageIO.write(image, kind, file.toFile())).isTrue();
    return file;
  }

  /** A picture in which no two quarters are alike: red and green, blue and white. */
  static BufferedImage quarters(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean left = x < width / 2;
        boolean top = y < height / 2;
        image.setRGB(x, y, top ? (left ? 0xff0000 : 0x00ff00) : (left ? 0x0000ff : 0xffffff));
      }
    }
    return image;
  }

  /** Runs one of the library's own commands, which know more formats than the JDK. */
  static void command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", List.of(words), said).isZero();
  }
}
