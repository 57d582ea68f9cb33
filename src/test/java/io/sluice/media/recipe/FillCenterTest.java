package io.sluice.media.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillCenterTest {
  /**
   * Source, box, upscale, corner of the part, part and result; made with the arithmetic of
   * shift-media 0.0.19 itself.
   */
  private static final String SIZES =
      """
      248x768, 3000x1000, true, 0+343, 248x82, 3000x1000
      248x768, 3000x1000, false, 0+0, 248x768, 248x768
      248x768, 300x500, true, 0+178, 248x413, 300x500
      248x768, 300x500, false, 0+134, 248x500, 248x500
      248x768, 200x300, true, 0+198, 248x372, 200x300
      248x768, 200x300, false, 0+198, 248x372, 200x300
      248x768, 300x900, true, 0+12, 248x744, 300x900
      248x768, 300x900, false, 0+0, 248x768, 248x768
      248x768, 200x100, true, 0+322, 248x124, 200x100
      248x768, 200x100, false, 0+322, 248x124, 200x100
      768x248, 3000x1000, true, 12+0, 744x248, 3000x1000
      768x248, 3000x1000, false, 0+0, 768x248, 768x248
      768x248, 300x500, true, 310+0, 148x248, 300x500
      768x248, 300x500, false, 234+0, 300x248, 300x248
      768x248, 200x300, true, 302+0, 165x248, 200x300
      768x248, 200x300, false, 284+0, 200x248, 200x248
      768x248, 300x900, true, 343+0, 82x248, 300x900
      768x248, 300x900, false, 234+0, 300x248, 300x248
      768x248, 200x100, true, 136+0, 496x248, 200x100
      768x248, 200x100, false, 136+0, 496x248, 200x100
      700x700, 3000x1000, true, 0+234, 700x233, 3000x1000
      700x700, 3000x1000, false, 0+0, 700x700, 700x700
      700x700, 300x500, true, 140+0, 420x700, 300x500
      700x700, 300x500, false, 140+0, 420x700, 300x500
      700x700, 200x300, true, 117+0, 466x700, 200x300
      700x700, 200x300, false, 117+0, 466x700, 200x300
      700x700, 300x900, true, 234+0, 233x700, 300x900
      700x700, 300x900, false, 200+0, 300x700, 300x700
      700x700, 200x100, true, 0+175, 700x350, 200x100
      700x700, 200x100, false, 0+175, 700x350, 200x100
      1000x900, 500x100, true, 0+350, 1000x200, 500x100
      1000x900, 500x100, false, 0+350, 1000x200, 500x100
      900x1000, 100x500, true, 350+0, 200x1000, 100x500
      900x1000, 100x500, false, 350+0, 200x1000, 100x500
      101x75, 100x100, true, 13+0, 75x75, 100x100
      101x75, 100x100, false, 0+0, 100x75, 100x75
      75x101, 100x100, true, 0+13, 75x75, 100x100
      75x101, 100x100, false, 0+0, 75x100, 75x100
      103x40, 50x20, true, 2+0, 100x40, 50x20
      103x40, 50x20, false, 2+0, 100x40, 50x20
      105x41, 51x20, true, 0+0, 104x41, 51x20
      105x41, 51x20, false, 0+0, 104x41, 51x20
      3x2, 4x4, true, 0+0, 2x2, 4x4
      3x2, 4x4, false, 0+0, 3x2, 3x2
      29x58, 29x60, true, 0+0, 28x58, 29x60
      29x58, 29x60, false, 0+0, 29x58, 29x58
      1999x1333, 333x222, true, 0+0, 1999x1332, 333x222
      1999x1333, 333x222, false, 0+0, 1999x1332, 333x222
      497x2132, 89x356, true, 0+72, 497x1988, 89x356
      497x2132, 89x356, false, 0+72, 497x1987, 89x356
      258x2799, 68x340, true, 0+755, 258x1289, 68x340
      258x2799, 68x340, false, 0+754, 258x1290, 68x340
      636x1158, 498x83, true, 0+526, 636x106, 498x83
      636x1158, 498x83, false, 0+526, 636x105, 498x83
      72x1350, 14x378, true, 12+0, 49x1350, 14x378
      72x1350, 14x378, false, 11+0, 50x1350, 14x378
      107x33, 50x20, true, 12+0, 82x33, 50x20
      107x33, 50x20, false, 12+0, 82x33, 50x20
      109x33, 50x20, true, 14+0, 82x33, 50x20
      109x33, 50x20, false, 14+0, 82x33, 50x20
      100x100, 100x100, true, 0+0, 100x100, 100x100
      100x100, 100x100, false, 0+0, 100x100, 100x100
      """;

  @ParameterizedTest
  @CsvSource(textBlock = SIZES)
  void cutsAndScalesAsShiftMediaDoes(
      String source, String box, boolean upscale, String corner, String part, String result) {
    Size wanted = TestingSizes.size(box);

    Placement placement =
        new FillCenter(wanted.width(), wanted.height(), upscale).place(TestingSizes.size(source));

    assertThat(placement.left() + "+" + placement.top()).isEqualTo(corner);
    assertThat(placement.part()).hasToString(part);
    assertThat(placement.target()).hasToString(result);
  }

  @Test
  void keepsOnePixelOfAPartThatWouldBeEmpty() {
    assertThat(new FillCenter(1000, 10, true).place(new Size(10, 10)))
        .isEqualTo(new Placement(0, 4, new Size(10, 1), new Size(1000, 10)));
  }

  @Test
  void takesAPartInsideTheSourceAndEnlargesItOnlyWhenAskedTo() {
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      Size source = TestingSizes.random(random);
      Size box = TestingSizes.random(random);
      boolean upscale = random.nextBoolean();

      Placement placement = new FillCenter(box.width(), box.height(), upscale).place(source);

      String what = source + " into " + box + " " + upscale;
      TestingSizes.assertInside(placement, source, what);
      Size target = placement.target();
      boolean isLarger = source.width() > box.width() && source.height() > box.height();
      if (upscale || isLarger) {
        assertThat(target).as(what).isEqualTo(box);
      } else {
        assertThat(target).as(what).isEqualTo(placement.part());
        assertThat(target.width()).as(what).isEqualTo(Math.min(source.width(), box.width()));
        assertThat(target.height()).as(what).isEqualTo(Math.min(source.height(), box.height()));
      }
      assertThat(
              placement.part().width() == source.width()
                  || placement.part().height() == source.height())
          .as(what)
          .isTrue();
    }
  }

  @Test
  void refusesABoxWithoutAPixel() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FillCenter(0, 1, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new FillCenter(1, -1, true));
  }

  @Test
  void writesAllThatChangesTheResult() {
    assertThat(new FillCenter(100, 200, false).canonical()).isEqualTo("fill-center(100,200,false)");
  }
}
