package io.sluice.media.image.vips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Equalize;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VipsEngineTest {
  @TempDir Path folder;
  private VipsEngine engine;

  @BeforeEach
  void open() {
    engine = Vips.engine();
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void saysWhatItCanAfterHavingTried() {
    assertThat(engine.name()).matches("vips-8\\.\\d+\\.\\d+-\\d+");
    for (ImageFormat from :
        List.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF, ImageFormat.TIFF)) {
      assertThat(engine.supports(from, Vips.to(1, 1), ImageFormat.WEBP)).as("%s", from).isTrue();
    }
    assertThat(engine.supports(ImageFormat.PSD, Vips.to(1, 1), ImageFormat.PNG)).isFalse();
    assertThat(engine.supports(ImageFormat.PNG, Vips.to(1, 1), ImageFormat.HEIC)).isFalse();
    assertThat(engine.supports(ImageFormat.PNG, Vips.steps(new Equalize()), ImageFormat.WEBP))
        .isTrue();
    Step unknown = () -> "made up";
    assertThat(engine.supports(ImageFormat.PNG, Vips.steps(unknown), ImageFormat.PNG)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "300, 200",
    "1, 1",
    "1, 200",
    "299, 1",
    "77, 53",
    "600, 400",
    "601, 399",
    "1200, 801",
    "37, 400",
    "450, 266",
    "375, 250",
    "149, 99"
  })
  void makesExactlyTheSizeThatIsWanted(int width, int height) throws IOException {
    for (String kind : List.of("jpg", "png")) {
      Path source = Vips.write(Vips.quarters(601, 403), kind, folder.resolve("source." + kind));
      ImageFormat format = kind.equals("jpg") ? ImageFormat.JPEG : ImageFormat.PNG;

      BufferedImage image = Vips.render(engine, source, format, Vips.to(width, height));

      assertThat(new Size(image.getWidth(), image.getHeight())).isEqualTo(new Size(width, height));
    }
  }

  @Test
  void cutsAndScalesTheSameFromAFileThatIsDecodedSmaller() throws IOException {
    Path source = Vips.write(Vips.quarters(1600, 1200), "jpg", folder.resolve("source.jpg"));

    // The four colours meet in the middle of this part: 600 of 1200 columns, 450 of 900 rows.
    BufferedImage image =
        Vips.render(
            engine,
            source,
            ImageFormat.JPEG,
            Vips.steps(new Crop(200, 150, 1400, 1050), new Vips.To(new Size(80, 60))));

    assertThat(near(image.getRGB(36, 26), 0xff0000)).isTrue();
    assertThat(near(image.getRGB(43, 26), 0x00ff00)).isTrue();
    assertThat(near(image.getRGB(36, 33), 0x0000ff)).isTrue();
    assertThat(near(image.getRGB(43, 33), 0xffffff)).isTrue();
  }

  static boolean near(int argb, int rgb) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((argb >> shift & 255) - (rgb >> shift & 255)) > 24) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"JPEG", "PNG", "WEBP", "AVIF", "GIF"})
  void whatItWritesItReads(ImageFormat format) throws IOException {
    Path source = Vips.write(Vips.quarters(400, 300), "png", folder.resolve("source.png"));
    Path made = folder.resolve("made");
    Path back = folder.resolve("back");

    engine.render(
        source,
        engine.probe(source, ImageFormat.PNG),
        Vips.to(200, 150),
        format,
        made,
        Vips.soon());
    ImageInfo info = engine.probe(made, format);
    engine.render(made, info, Vips.to(40, 30), ImageFormat.PNG, back, Vips.soon());

    assertThat(info).isEqualTo(new ImageInfo(format, new Size(200, 150), 1, 1));
    BufferedImage image = javax.imageio.ImageIO.read(back.toFile());
    assertThat(near(image.getRGB(5, 5), 0xff0000)).isTrue();
    assertThat(near(image.getRGB(35, 5), 0x00ff00)).isTrue();
    assertThat(near(image.getRGB(5, 25), 0x0000ff)).isTrue();
    assertThat(near(image.getRGB(35, 25), 0xffffff)).isTrue();
  }

  @Test
  void goesByTheFormatAndNotByTheName() throws IOException {
    Path source = Vips.write(Vips.quarters(40, 30), "jpg", folder.resolve("source.png"));

    assertThat(engine.probe(source, ImageFormat.JPEG).stored()).isEqualTo(new Size(40, 30));
    assertRefused(() -> engine.probe(source, ImageFormat.PNG), MediaError.IMAGE_DAMAGED);
  }

  @Test
  void takesAFileNameForANameAndNotForOptions() throws IOException {
    Path source =
        Vips.write(Vips.quarters(40, 30), "jpg", folder.resolve("a[shrink=2] \u00e4.jpg"));

    assertThat(engine.probe(source, ImageFormat.JPEG).stored()).isEqualTo(new Size(40, 30));
  }

  @Test
  void aMissingFileIsNoDamagedPicture() {
    assertThatThrownBy(() -> engine.probe(folder.resolve("none"), ImageFormat.JPEG))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> engine.probe(folder, ImageFormat.JPEG))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesAPictureThatIsNotTheOneProbed() throws IOException {
    Path source = Vips.write(Vips.quarters(40, 30), "png", folder.resolve("a.png"));
    ImageInfo info = engine.probe(source, ImageFormat.PNG);
    Vips.write(Vips.quarters(400, 300), "png", source);

    assertRefused(() -> render(source, info, Vips.to(4, 3)), MediaError.IMAGE_DAMAGED);
  }

  @Test
  void lowersTheQualityUntilTheResultFits() throws IOException {
    Path source = Vips.write(noise(200, 200), "png", folder.resolve("noise.png"));
    ImageInfo info = engine.probe(source, ImageFormat.PNG);
    Path result = folder.resolve("result");
    for (ImageFormat to : List.of(ImageFormat.JPEG, ImageFormat.WEBP)) {
      Recipe free = new Recipe(List.of(), new Output(to, 90, 0));
      engine.render(source, info, free, to, result, Vips.soon());
      int limit = (int) Files.size(result) / 2;

      Recipe bound = new Recipe(List.of(), new Output(to, 90, limit));
      engine.render(source, info, bound, to, result, Vips.soon());

      assertThat(Files.size(result)).isLessThanOrEqualTo(limit).isGreaterThan(limit / 2);
    }
    Recipe impossible = new Recipe(List.of(), new Output(ImageFormat.JPEG, 90, 100));
    assertRefused(
        () -> engine.render(source, info, impossible, ImageFormat.JPEG, result, Vips.soon()),
        MediaError.RESULT_TOO_LARGE);
  }

  @Test
  void refusesWhatTheFormatHasNoRoomFor() throws IOException {
    Path source = Vips.write(Vips.quarters(40, 30), "png", folder.resolve("a.png"));
    ImageInfo info = engine.probe(source, ImageFormat.PNG);

    assertRefused(
        () ->
            engine.render(
                source,
                info,
                Vips.to(20_000, 3),
                ImageFormat.WEBP,
                folder.resolve("r"),
                Vips.soon()),
        MediaError.RESULT_TOO_LARGE);
    assertRefused(
        () ->
            engine.render(
                source,
                info,
                Vips.to(3000, 3000),
                ImageFormat.AVIF,
                folder.resolve("r"),
                Vips.soon()),
        MediaError.RESULT_TOO_LARGE);
  }

  @Test
  void makesNothingWhenNobodyWaits() throws IOException {
    Path source = Vips.write(Vips.quarters(40, 30), "png", folder.resolve("a.png"));
    ImageInfo info = engine.probe(source, ImageFormat.PNG);
    Deadline deadline = Vips.soon();
    deadline.cancel();

    assertRefused(
        () ->
            engine.render(
                source, info, Vips.to(4, 3), ImageFormat.PNG, folder.resolve("r"), deadline),
        MediaError.RENDER_TIMEOUT);
  }

  @Test
  void isClosedOnceAndRefusesWorkAfterwards() throws IOException {
    Path source = Vips.write(Vips.quarters(40, 30), "png", folder.resolve("a.png"));
    engine.close();
    engine.close();

    assertThatThrownBy(() -> engine.probe(source, ImageFormat.PNG))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLibraryThatIsNoneIsNoReasonToFail() throws IOException {
    Path text = Files.writeString(folder.resolve("libvips.so"), "no library");

    // The system's is there, and not taken in its place.
    assertThat(VipsEngine.open(text)).isEmpty();
  }

  private void render(Path source, ImageInfo info, Recipe recipe) throws IOException {
    engine.render(source, info, recipe, ImageFormat.PNG, folder.resolve("r"), Vips.soon());
  }

  static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt(0x1000000));
    }
    return image;
  }

  static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, MediaError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> {
              assertThat(e.error()).as(e.getMessage()).isEqualTo(error);
              assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(300);
            });
  }
}
