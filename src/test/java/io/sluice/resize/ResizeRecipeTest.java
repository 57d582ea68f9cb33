package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.FillCenter;
import io.sluice.media.recipe.FitLongSide;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.SampleCenter;
import io.sluice.media.recipe.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeRecipeTest {
  private static final String SIGNATURE = "-6e1368eb13188b9071e74645d37f8143.";

  private static Recipe recipe(String unsigned) {
    String name = unsigned.replaceFirst("\\.", SIGNATURE);
    return ResizeRecipe.of(ResizeName.parse(name, 4096).options());
  }

  @Test
  void hasOneStepForTheSizeAndTheFormatOfTheExtension() {
    assertThat(recipe("100x200-fit-80-noupscale.jpg"))
        .isEqualTo(
            new Recipe(
                List.of(new FitLongSide(100, 200, false)), new Output(ImageFormat.JPEG, 80, 0)));
    assertThat(recipe("100x200-fill-100-upscale.png"))
        .isEqualTo(
            new Recipe(
                List.of(new FillCenter(100, 200, true)), new Output(ImageFormat.PNG, 100, 0)));
    assertThat(recipe("100x200-200x400-1-upscale.gif"))
        .isEqualTo(
            new Recipe(
                List.of(new SampleCenter(new Size(200, 400), new Size(100, 200), true)),
                new Output(ImageFormat.GIF, 1, 0)));
  }

  @Test
  void isOneForNamesThatDifferInLeadingZerosOnly() {
    assertThat(recipe("0100x200-fit-080-noupscale.jpg").canonical())
        .isEqualTo(recipe("100x200-fit-80-noupscale.jpg").canonical())
        .isEqualTo("fit-long-side(100,200,false)/jpeg,80");
  }

  @ParameterizedTest
  @CsvSource({"jpeg, JPEG", "webp, WEBP", "avif, AVIF", "tif, TIFF", "b.c.jpeg, JPEG"})
  void takesTheFormatFromTheLastWordOfTheExtension(String extension, ImageFormat format) {
    assertThat(recipe("1x1-fit-80-upscale." + extension).output().format()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "gz", "mp4", "jpg.exe", "source", "0"})
  void isRefusedForWhatIsNoPicture(String extension) {
    assertThat(Refusal.of(() -> recipe("1x1-fit-80-upscale." + extension)))
        .isEqualTo(ResizeError.RESIZE_FORMAT_UNKNOWN);
  }
}
