package io.sluice.media.image.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.http.HttpErrorException;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Proportion;
import io.sluice.media.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinDamageTest {
  private static final int DAMAGES = 2_000;
  private static final long MOST_PIXELS = 200_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "made.jpg, JPEG",
    "made.png, PNG",
    "made.gif, GIF",
    "made.bmp, BMP",
    "made.tif, TIFF",
    "cmyk.jpg, JPEG",
    "alpha.webp, WEBP",
    "picture.psd, PSD"
  })
  void onlySaysThatItIsDamaged(String name, ImageFormat format) throws IOException {
    Path sound =
        name.startsWith("made")
            ? TestingPictures.write(folder, TestingPictures.slopes(40, 30), name.substring(5))
            : TestingPictures.resource(folder, name);
    byte[] bytes = Files.readAllBytes(sound);
    Random random = new Random(42);
    Path file = folder.resolve("damaged");
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      Files.write(file, damaged(bytes, random));
      refused += isRefused(file, format) ? 1 : 0;
    }
    assertThat(refused).isBetween(DAMAGES / 20, DAMAGES - 1);
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] copy =
        random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
    int head = random.nextBoolean() ? Math.min(copy.length, 200) : copy.length;
    for (int i = 0; i <= random.nextInt(6) && head > 0; i++) {
      copy[random.nextInt(head)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private boolean isRefused(Path file, ImageFormat format) throws IOException {
    try (BuiltinEngine engine = new BuiltinEngine()) {
      ImageInfo info = engine.probe(file, format);
      if (info.stored().pixels() > MOST_PIXELS) {
        return true; // The limits refuse it before an engine renders.
      }
      Recipe recipe = new Recipe(List.of(new Proportion(0.4)), Output.DEFAULT);
      Path result = folder.resolve("result");
      Deadline deadline = new Deadline(Duration.ofMinutes(1));
      engine.render(file, info, recipe, ImageFormat.JPEG, result, deadline);
      return false;
    } catch (HttpErrorException e) {
      return true;
    }
  }
}
