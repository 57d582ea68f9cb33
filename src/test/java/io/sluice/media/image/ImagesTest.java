package io.sluice.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Proportion;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import io.sluice.media.recipe.Trim;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before an engine has to do anything. */
class ImagesTest {
  @TempDir private Path folder;
  private Images images =
      new Images(config(1 << 20, 1_000_000, 500, 64 << 20), List.of(new BuiltinEngine()));

  private static ImagesConfig config(long length, long pixels, int side, long memory) {
    return new ImagesConfig(
        ImagesConfig.Choice.AUTO, null, null, length, pixels, 10, side, 1, 1, memory, memory);
  }

  @AfterEach
  void close() throws IOException {
    images.close();
  }

  private Path picture(int width, int height, String format) throws IOException {
    Path file = folder.resolve(width + "x" + height + "." + format);
    ImageIO.write(
        new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file.toFile());
    return file;
  }

  private static Recipe recipe(Output output, Step... steps) {
    return new Recipe(List.of(steps), output);
  }

  /** What came out, or why not. */
  private Object render(Path source, Recipe recipe) throws IOException {
    Path result = folder.resolve("result");
    try {
      return images.render(source, recipe, result, new Deadline(Duration.ofMinutes(1)));
    } catch (HttpErrorException e) {
      return e.error();
    }
  }

  private static Pad pad(int width, int height) {
    return new Pad(width, height, new Pad.Fill.Mean(), false);
  }

  @ParameterizedTest
  @CsvSource({"500, 500, JPEG", "501, 1, RESULT_TOO_LARGE", "1, 999999999, RESULT_TOO_LARGE"})
  void refusesAResultThatIsTooLargeWhicheverStepMakesIt(int width, int height, String expected)
      throws IOException {
    Recipe padded = recipe(Output.DEFAULT, new Crop(0, 0, 9, 9), pad(width, height));
    assertThat(render(picture(100, 80, "jpeg"), padded)).hasToString(expected);
  }

  @Test
  void letsAResultBeAsLongAsItsSource() throws IOException {
    Path source = picture(700, 20, "png");
    assertThat(render(source, recipe(Output.DEFAULT, new Rotate(1)))).isEqualTo(ImageFormat.PNG);
    Path result = folder.resolve("result");
    assertThat(ImageIO.read(result.toFile()).getHeight()).isEqualTo(700);
    assertThat(render(source, recipe(Output.DEFAULT, pad(701, 1))))
        .isEqualTo(MediaError.RESULT_TOO_LARGE);
  }

  @Test
  void refusesASideThatAFormatHasNoRoomFor() throws IOException {
    Path source = picture(66_000, 2, "png");
    for (ImageFormat format : List.of(ImageFormat.JPEG, ImageFormat.GIF)) {
      assertThat(render(source, recipe(Output.DEFAULT.in(format))))
          .as(format.toString())
          .isEqualTo(MediaError.RESULT_TOO_LARGE);
    }
    assertThat(render(source, Recipe.NOTHING)).isEqualTo(ImageFormat.PNG);
  }

  @Test
  void refusesASourceThatIsTooLargeByItsHead() throws IOException {
    Path source = picture(1001, 1000, "png");
    assertThat(render(source, recipe(Output.DEFAULT, new Proportion(0.01))))
        .isEqualTo(MediaError.SOURCE_TOO_LARGE);
  }

  @Test
  void refusesWhatNeedsMoreMemoryThanThereEverWillBe() throws IOException {
    images = new Images(config(1 << 20, 1_000_000, 500, 4 << 20), List.of(new BuiltinEngine()));
    Recipe small = recipe(Output.DEFAULT, new Proportion(0.1));
    assertThat(render(picture(1000, 900, "png"), small)).isEqualTo(MediaError.SOURCE_TOO_LARGE);
    // The same as a JPEG is decoded to an eighth.
    assertThat(render(picture(1000, 900, "jpeg"), small)).isEqualTo(ImageFormat.JPEG);
  }

  @Test
  void tellsFormatsByTheirBytesAndSaysWhatItDoesNotKnow() throws IOException {
    Path png = picture(20, 10, "png");
    Path named = Files.move(png, folder.resolve("named.jpg"));
    assertThat(render(named, Recipe.NOTHING)).isEqualTo(ImageFormat.PNG);
    Path text = Files.writeString(folder.resolve("text.png"), "<svg xmlns='x'/>");
    assertThat(render(text, Recipe.NOTHING)).isEqualTo(MediaError.FORMAT_UNSUPPORTED);
    assertThat(render(named, recipe(Output.DEFAULT.in(ImageFormat.AVIF))))
        .isEqualTo(MediaError.OUTPUT_UNSUPPORTED);
  }

  @Test
  void countsTheLargestPictureWhereverItComesInARecipe() {
    BuiltinEngine engine = new BuiltinEngine();
    ImageInfo small = new ImageInfo(ImageFormat.PNG, new Size(100, 100), 1, 1);
    Step grow = new FitIn(new Box(8000, 8000, false), false, false, true);
    Step trim = new Trim(Trim.Corner.TOP_LEFT, 0);
    for (List<Step> steps :
        List.of(List.of(grow), List.of(trim, grow), List.of(trim, grow, trim))) {
      assertThat(engine.memory(small, new Recipe(steps, Output.DEFAULT)))
          .as(steps.toString())
          .isGreaterThan(8000L * 8000 * 16);
    }
  }

  @Test
  void countsAJpegThatCannotBeDecodedSmallerInFull() {
    BuiltinEngine engine = new BuiltinEngine();
    Recipe small = recipe(Output.DEFAULT, new Proportion(0.05));
    Size size = new Size(7000, 7000);
    ImageInfo plain = new ImageInfo(ImageFormat.JPEG, size, 1, 1);
    ImageInfo inked = new ImageInfo(ImageFormat.JPEG, size, 1, 1, false);
    assertThat(engine.excels(plain, small)).isTrue();
    assertThat(engine.excels(inked, small)).isFalse();
    assertThat(engine.memory(inked, small)).isGreaterThan(size.pixels() * 12);
    assertThat(engine.memory(plain, small)).isLessThan(size.pixels());
  }
}
