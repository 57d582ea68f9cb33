package io.sluice.media.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody made with care, through each engine, with the limits of a gateway. */
@ParameterizedClass
@ValueSource(strings = {"builtin", "vips", "process"})
class HostileImagesTest {
  private static final String PAYLOAD = "<script>alert(1)</script>";
  private static final Recipe SMALL =
      new Recipe(List.of(new FitIn(new Box(100, 100, false), false, false, false)), Output.DEFAULT);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  @Parameter
  String name;

  private @Nullable Images images;

  @BeforeEach
  void open() {
    ImageEngine engine = TestingEngines.open(name);
    Assumptions.assumeTrue(engine != null, "SKIPPED: " + name + " is not here");
    images = TestingEngines.alone(Objects.requireNonNull(engine), new BuiltinEngine());
  }

  @AfterEach
  void close() throws IOException {
    if (images != null) {
      images.close();
    }
  }

  private ImageFormat render(Path source, Recipe recipe) throws IOException {
    return Objects.requireNonNull(images)
        .render(source, recipe, result(), new Deadline(Duration.ofMinutes(1)));
  }

  private Path result() {
    return folder.resolve("result");
  }

  private void assertRefused(byte[] bytes, String fileName, MediaError expected)
      throws IOException {
    Path source = Files.write(folder.resolve(fileName), bytes);
    HttpErrorException refusal =
        catchThrowableOfType(HttpErrorException.class, () -> render(source, SMALL));
    assertThat(refusal).as(fileName).isNotNull();
    assertThat(refusal.error()).as(fileName).isEqualTo(expected);
    assertThat(result()).as(fileName).doesNotExist();
  }

  private static byte[] encoded(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  @Test
  void refusesAPictureOfManyPixelsInFewBytes() throws IOException {
    byte[] bomb = Bombs.png(50_000, 50_000, 500);
    assertThat(bomb).hasSizeLessThan(4_000);
    assertRefused(bomb, "bomb.png", MediaError.SOURCE_TOO_LARGE);
  }

  /** What is within the limits is made, or there is no room for it; nothing in between. */
  @Test
  void makesOrRefusesWhatIsJustWithinTheLimits() throws IOException {
    Path source = Files.write(folder.resolve("large.png"), Bombs.png(10_000, 10_000, 10_000));
    try {
      render(source, SMALL);
      assertThat(ImageIO.read(result().toFile()).getWidth()).isEqualTo(100);
    } catch (HttpErrorException e) {
      assertThat(e.error()).isEqualTo(MediaError.SOURCE_TOO_LARGE);
    }
  }

  @Test
  void refusesAnAnimationOfVeryManyFrames() throws IOException {
    assertRefused(Bombs.gif(100_000), "frames.gif", MediaError.SOURCE_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({"1, 8000, 1, 100", "8000, 1, 100, 1", "1, 1, 1, 1"})
  void keepsTheOnePixelOfAThinPicture(int width, int height, int newWidth, int newHeight)
      throws IOException {
    Path source = Files.write(folder.resolve("thin.tif"), encoded(width, height, "tiff"));
    assertThat(render(source, SMALL)).isEqualTo(ImageFormat.JPEG);
    BufferedImage image = ImageIO.read(result().toFile());
    assertThat(image.getWidth()).isEqualTo(newWidth);
    assertThat(image.getHeight()).isEqualTo(newHeight);
  }

  @Test
  void takesNoFormatFromAName() throws IOException {
    Path source = Files.write(folder.resolve("photo.png"), encoded(80, 60, "jpeg"));
    assertThat(render(source, Recipe.NOTHING)).isEqualTo(ImageFormat.JPEG);
    Path other = Files.write(folder.resolve("drawing.jpg"), encoded(80, 60, "png"));
    assertThat(render(other, Recipe.NOTHING)).isEqualTo(ImageFormat.PNG);
  }

  /** What is a picture and something else, too, comes out as a picture and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif"})
  void leavesNothingOfWhatFollowsOrHidesInAPicture(String format) throws IOException {
    byte[] plain = encoded(80, 60, format);
    byte[] payload = PAYLOAD.getBytes(ISO_8859_1);
    byte[] inside =
        switch (format) {
          case "jpeg" -> Bombs.insert(plain, 2, Bombs.jpegComment(payload));
          case "png" -> Bombs.insert(plain, 33, Bombs.chunk("tEXt", payload));
          default -> Bombs.insert(plain, plain.length - 1, Bombs.gifComment(payload));
        };
    byte[] zip = ("PK\3\4" + PAYLOAD + "PK\5\6" + "\0".repeat(18)).getBytes(ISO_8859_1);
    Path source =
        Files.write(folder.resolve("poly.html"), Bombs.insert(inside, inside.length, zip));
    render(source, Recipe.NOTHING);
    assertThat(Files.readString(source, ISO_8859_1)).contains(PAYLOAD);
    assertThat(Files.readString(result(), ISO_8859_1)).doesNotContain(PAYLOAD).doesNotContain("PK");
    assertThat(ImageIO.read(result().toFile()).getWidth()).isEqualTo(80);
  }

  /** The size of this canvas reads as the begin of a comment, and a script follows the frame. */
  @Test
  void makesAPictureOfAGifThatIsAScriptToo() throws IOException {
    byte[] gif = encoded(80, 60, "gif");
    gif[6] = '/';
    gif[7] = '*';
    byte[] script = ("*/=1;" + PAYLOAD).getBytes(ISO_8859_1);
    Path source = Files.write(folder.resolve("a.js"), Bombs.insert(gif, gif.length, script));
    try {
      render(source, SMALL);
      assertThat(Files.readString(result(), ISO_8859_1)).doesNotContain(PAYLOAD);
    } catch (HttpErrorException e) {
      assertThat(e.error()).isIn(MediaError.SOURCE_TOO_LARGE, MediaError.IMAGE_DAMAGED);
    }
  }

  @Test
  void readsNoPictureThatBeginsAsSomethingElse() throws IOException {
    byte[] jpeg = encoded(80, 60, "jpeg");
    for (String head : List.of("%PDF-1.4\n", "MZ", "<html>", "\0", " ", "PK\3\4")) {
      assertRefused(
          Bombs.insert(jpeg, 0, head.getBytes(ISO_8859_1)),
          "poly.jpg",
          MediaError.FORMAT_UNSUPPORTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16"})
  void readsNoDrawingThatCouldNameOthers(String charset) throws IOException {
    String svg =
        "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
            + "<image href='http://127.0.0.1/'/><text>&x;</text></svg>";
    byte[] bytes = svg.getBytes(Charset.forName(charset));
    assertRefused(bytes, "a.svg", MediaError.FORMAT_UNSUPPORTED);
    assertRefused(bytes, "a.png", MediaError.FORMAT_UNSUPPORTED);
    assertRefused(Bombs.gzip(bytes), "a.svgz", MediaError.FORMAT_UNSUPPORTED);
  }

  @Test
  void refusesAnEmptyFileAndOneThatIsAllHead() throws IOException {
    HttpErrorException empty =
        catchThrowableOfType(
            HttpErrorException.class, () -> Objects.requireNonNull(images).requireLength(0));
    assertThat(empty.error()).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertRefused(new byte[0], "empty.jpg", MediaError.FORMAT_UNSUPPORTED);
    for (String format : List.of("jpeg", "png", "gif", "tiff")) {
      byte[] head = Arrays.copyOf(encoded(80, 60, format), 16);
      assertRefused(head, "head." + format, MediaError.IMAGE_DAMAGED);
    }
  }
}
