package io.sluice.media.image.builtin;

import static io.sluice.media.image.builtin.TestingPictures.difference;
import static io.sluice.media.image.builtin.TestingPictures.render;
import static io.sluice.media.image.builtin.TestingPictures.resource;
import static io.sluice.media.image.builtin.TestingPictures.slopes;
import static io.sluice.media.image.builtin.TestingPictures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Proportion;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinEngineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"jpg, JPEG, 25", "png, PNG, 0", "bmp, BMP, 0", "tif, TIFF, 0"})
  void readsWhatItWasGiven(String ending, ImageFormat format, int tolerance) throws IOException {
    BufferedImage image = slopes(70, 50);
    Path source = write(folder, image, ending);
    BufferedImage result = render(source, format);
    int far = difference(Pixels.cut(image, 20, 15, 50, 35), rgb(result, 20, 15, 50, 35));
    assertThat(far).isLessThanOrEqualTo(tolerance);
  }

  private static BufferedImage rgb(BufferedImage image, int left, int top, int w, int h) {
    BufferedImage form = Forms.of(image, null, () -> {}).image();
    return Pixels.cut(form, left, top, w, h);
  }

  @ParameterizedTest
  @CsvSource({"plain.webp, WEBP", "picture.psd, PSD", "cmyk.jpg, JPEG"})
  void readsFormatsOfOtherPrograms(String name, ImageFormat format) throws IOException {
    BufferedImage result = render(resource(folder, name), format);
    assertThat(new Size(result.getWidth(), result.getHeight())).isEqualTo(new Size(48, 32));
    assertThat(result.getRGB(24, 1) >> 16 & 255).as("red above").isGreaterThan(180);
    assertThat(result.getRGB(24, 30) & 255).as("blue below").isGreaterThan(130);
    assertThat(result.getRGB(9, 7) >> 8 & 255).as("yellow").isGreaterThan(180);
    assertThat(result.getRGB(9, 7) & 255).as("yellow").isLessThan(90);
  }

  @Test
  void keepsTheAlphaOfAWebp() throws IOException {
    BufferedImage result = render(resource(folder, "alpha.webp"), ImageFormat.WEBP);
    assertThat(result.getRGB(24, 1) >>> 24).isBetween(126, 129);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsEveryOrientationUpright(int orientation) throws IOException {
    BufferedImage upright = slopes(96, 64);
    int undone = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
    BufferedImage stored = new Turn(undone).apply(upright);
    Path source = folder.resolve("turned.jpg");
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(stored, "jpg", jpeg);
    Files.write(source, withOrientation(jpeg.toByteArray(), orientation));
    for (double factor : new double[] {1, 0.5, 0.125}) {
      BufferedImage result = render(source, ImageFormat.JPEG, new Proportion(factor));
      int width = (int) Math.round(96 * factor);
      int height = (int) Math.round(64 * factor);
      BufferedImage wanted = LanczosResizer.resize(upright, width, height, () -> {});
      Box inner = new Box(width / 2.0, height / 2.0, width / 2.0, height / 2.0);
      int far =
          difference(
              rgb(result, (int) inner.left(), (int) inner.top(), width / 2, height / 2),
              rgb(wanted, (int) inner.left(), (int) inner.top(), width / 2, height / 2));
      assertThat(far).as("factor %s", factor).isLessThan(16);
    }
    BufferedImage crop = render(source, ImageFormat.JPEG, new Crop(60, 8, 90, 60));
    assertThat(difference(rgb(crop, 0, 16, 30, 30), Pixels.cut(upright, 60, 24, 30, 30)))
        .isLessThan(16);
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      -1,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] all = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, all, 0, 2);
    System.arraycopy(exif, 0, all, 2, exif.length);
    System.arraycopy(jpeg, 2, all, 2 + exif.length, jpeg.length - 2);
    return all;
  }

  @Test
  void whatCannotBeSeenDoesNotBleedIntoWhatCan() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_4BYTE_ABGR);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i % 64 < 29 ? 0x00FF0000 : 0xFF0000FF);
    }
    Path source = write(folder, image, "png");
    BufferedImage result = render(source, ImageFormat.PNG, new Proportion(0.25));
    for (int x = 0; x < 16; x++) {
      if (result.getRGB(x, 8) >>> 24 > 0) {
        assertThat(result.getRGB(x, 8) >> 16 & 255).as("red at %s", x).isZero();
        assertThat(result.getRGB(x, 8) & 255).as("blue at %s", x).isGreaterThan(250);
      }
    }
  }

  @Test
  void rounds16BitsTo8() throws IOException {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < 256; x++) {
      image.getRaster().setSample(x, 0, 0, x * 257 + (x < 255 ? 100 : 0));
    }
    BufferedImage result = render(write(folder, image, "png"), ImageFormat.PNG);
    assertThat(result.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 256; x++) {
      assertThat(result.getRaster().getSample(x, 0, 0)).isEqualTo(x);
    }
  }

  @Test
  void lowersTheQualityUntilItFits() throws IOException {
    BufferedImage image = slopes(200, 200);
    new Random(1).ints(4000, 0, 200 * 200).forEach(p -> image.setRGB(p % 200, p / 200, p * 7919));
    Path source = write(folder, image, "png");
    Output free = new Output(ImageFormat.JPEG, 90, 0);
    Output bound = new Output(ImageFormat.JPEG, 90, 12_000);
    Path large = render(source, ImageFormat.PNG, ImageFormat.JPEG, free);
    Path small = render(source, ImageFormat.PNG, ImageFormat.JPEG, bound);
    assertThat(Files.size(large)).isGreaterThan(12_000);
    assertThat(Files.size(small)).isBetween(9_000L, 12_000L);
  }

  @Test
  void refusesWhatIsCutOff() throws IOException {
    for (ImageFormat format :
        List.of(
            ImageFormat.JPEG,
            ImageFormat.PNG,
            ImageFormat.GIF,
            ImageFormat.BMP,
            ImageFormat.TIFF)) {
      String ending = format == ImageFormat.TIFF ? "tif" : format.name();
      Path source = write(folder, slopes(90, 70), ending);
      byte[] bytes = Files.readAllBytes(source);
      Files.write(source, java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
      assertDamaged(source, format);
    }
    for (String name : List.of("plain.webp", "picture.psd", "cmyk.jpg")) {
      Path source = resource(folder, name);
      byte[] bytes = Files.readAllBytes(source);
      Files.write(source, java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
      assertDamaged(
          source,
          name.endsWith("p")
              ? ImageFormat.WEBP
              : name.endsWith("d") ? ImageFormat.PSD : ImageFormat.JPEG);
    }
  }

  private static void assertDamaged(Path source, ImageFormat format) {
    assertThatThrownBy(() -> render(source, format))
        .as(format.name())
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> assertThat(e.error()).isEqualTo(MediaError.IMAGE_DAMAGED));
  }

  @Test
  void endsWhenNobodyWaits() throws IOException {
    Path source = write(folder, slopes(90, 70), "png");
    try (BuiltinEngine engine = new BuiltinEngine()) {
      ImageInfo info = engine.probe(source, ImageFormat.PNG);
      Recipe recipe = new Recipe(List.of(), Output.DEFAULT);
      Deadline over = new Deadline(Duration.ZERO);
      assertThatThrownBy(
              () ->
                  engine.render(source, info, recipe, ImageFormat.PNG, folder.resolve("out"), over))
          .isInstanceOfSatisfying(
              HttpErrorException.class,
              e -> assertThat(e.error()).isEqualTo(MediaError.RENDER_TIMEOUT));
    }
  }

  @Test
  void saysHonestlyWhatItCannot() {
    Recipe none = new Recipe(List.of(), Output.DEFAULT);
    BuiltinEngine engine = new BuiltinEngine();
    assertThat(engine.supports(ImageFormat.PSD, none, ImageFormat.PNG)).isTrue();
    assertThat(engine.supports(ImageFormat.HEIC, none, ImageFormat.PNG)).isFalse();
    assertThat(engine.supports(ImageFormat.PNG, none, ImageFormat.WEBP)).isFalse();
    Recipe other = new Recipe(List.of(() -> "unheard-of"), Output.DEFAULT);
    assertThat(engine.supports(ImageFormat.PNG, other, ImageFormat.PNG)).isFalse();
  }
}
