package io.sluice.media.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitLongSideTest {
  /** Source, box, upscale and result; made with the arithmetic of shift-media 0.0.19 itself. */
  private static final String SIZES =
      """
      248x768, 3000x1000, true, 322x1000
      248x768, 3000x1000, false, 248x768
      248x768, 300x500, true, 161x500
      248x768, 200x300, true, 96x300
      248x768, 300x900, true, 290x900
      248x768, 300x900, false, 248x768
      248x768, 200x100, true, 32x100
      768x248, 3000x1000, true, 3000x968
      768x248, 3000x1000, false, 768x248
      768x248, 300x500, true, 300x96
      768x248, 200x300, true, 200x64
      768x248, 300x900, true, 300x96
      768x248, 200x100, true, 200x64
      700x700, 3000x1000, true, 1000x1000
      700x700, 3000x1000, false, 700x700
      700x700, 300x500, true, 300x300
      700x700, 200x300, true, 200x200
      700x700, 300x900, true, 300x300
      700x700, 200x100, true, 200x200
      1000x900, 500x100, true, 500x450
      900x1000, 100x500, true, 450x500
      1000x1000, 500x100, true, 500x500
      1000x1000, 100x500, true, 100x100
      100x100, 100x100, true, 100x100
      101x75, 100x100, true, 100x74
      75x101, 100x100, true, 74x100
      103x40, 50x20, true, 50x19
      1x1, 4096x4096, true, 4096x4096
      3x2, 4x4, true, 4x2
      29x58, 29x60, true, 29x58
      29x58, 31x58, true, 29x58
      1999x1333, 333x222, true, 333x222
      10x10, 1000x10, true, 10x10
      1x1000, 10x2000, true, 2x2000
      1000x900, 500x100, false, 500x450
      """;

  @ParameterizedTest
  @CsvSource(textBlock = SIZES)
  void makesTheSizesThatShiftMediaMakes(String source, String box, boolean upscale, String result) {
    Size size = TestingSizes.size(source);
    Size wanted = TestingSizes.size(box);

    Placement placement = new FitLongSide(wanted.width(), wanted.height(), upscale).place(size);

    assertThat(placement).isEqualTo(Placement.whole(size, TestingSizes.size(result)));
  }

  @ParameterizedTest
  @CsvSource({"4000x3, 100x1", "3x4000, 1x100", "1000x1, 100x1"})
  void keepsOnePixelOfASideThatWouldVanish(String source, String result) {
    assertThat(new FitLongSide(100, 100, false).place(TestingSizes.size(source)).target())
        .isEqualTo(TestingSizes.size(result));
  }

  @Test
  void neverCutsAndNeverEnlargesUnlessAskedTo() {
    Random random = new Random(41);
    for (int i = 0; i < 100_000; i++) {
      Size source = TestingSizes.random(random);
      Size box = TestingSizes.random(random);
      boolean upscale = random.nextBoolean();

      Placement placement = new FitLongSide(box.width(), box.height(), upscale).place(source);

      String what = source + " into " + box + " " + upscale;
      assertThat(placement.isWhole(source)).as(what).isTrue();
      Size target = placement.target();
      if (upscale && source.width() <= box.width() && source.height() <= box.height()) {
        assertThat(target.width()).as(what).isBetween(source.width(), box.width());
        assertThat(target.height()).as(what).isBetween(source.height() - 1, box.height());
      } else {
        assertThat(target.width()).as(what).isLessThanOrEqualTo(source.width());
        assertThat(target.height()).as(what).isLessThanOrEqualTo(source.height());
      }
    }
  }

  @Test
  void refusesABoxWithoutAPixel() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FitLongSide(0, 1, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new FitLongSide(1, -1, true));
  }

  @Test
  void writesAllThatChangesTheResult() {
    assertThat(new FitLongSide(100, 200, true).canonical())
        .isEqualTo("fit-long-side(100,200,true)");
  }
}
