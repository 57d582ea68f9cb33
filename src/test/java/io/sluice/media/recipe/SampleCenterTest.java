package io.sluice.media.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleCenterTest {
  @ParameterizedTest
  @CsvSource({
    "1000x800, 200x400, 100x200, true, 400+200, 200x400, 100x200",
    "1000x800, 200x400, 100x200, false, 400+200, 200x400, 100x200",
    "1001x801, 200x400, 100x200, true, 400+200, 200x400, 100x200",
    // The sample is smaller than the target.
    "1000x800, 50x100, 100x200, true, 475+350, 50x100, 100x200",
    "1000x800, 50x100, 100x200, false, 475+350, 50x100, 50x100",
    // The sample does not lie inside the source.
    "300x300, 200x400, 100x200, true, 75+0, 150x300, 100x200",
    "100x400, 200x400, 100x200, true, 0+100, 100x200, 100x200",
    "90x400, 200x400, 100x200, false, 0+110, 90x180, 90x180",
    "90x400, 200x400, 100x200, true, 0+110, 90x180, 100x200",
    "1x1, 200x400, 100x200, false, 0+0, 1x1, 1x1",
    "1x9, 4000x4, 1000x1, false, 0+4, 1x1, 1x1",
    "200x400, 200x400, 200x400, false, 0+0, 200x400, 200x400"
  })
  void takesTheSampleFromTheMiddle(
      String source,
      String sample,
      String target,
      boolean upscale,
      String corner,
      String part,
      String result) {
    Placement placement =
        new SampleCenter(TestingSizes.size(sample), TestingSizes.size(target), upscale)
            .place(TestingSizes.size(source));

    assertThat(placement.left() + "+" + placement.top()).isEqualTo(corner);
    assertThat(placement.part()).hasToString(part);
    assertThat(placement.target()).hasToString(result);
  }

  @Test
  void staysInsideTheSourceAndEnlargesOnlyWhenAskedTo() {
    Random random = new Random(43);
    for (int i = 0; i < 100_000; i++) {
      Size source = TestingSizes.random(random);
      Size sample = TestingSizes.random(random);
      Size target = TestingSizes.random(random);
      boolean upscale = random.nextBoolean();

      Placement placement = new SampleCenter(sample, target, upscale).place(source);

      String what = sample + " of " + source + " to " + target + " " + upscale;
      TestingSizes.assertInside(placement, source, what);
      if (upscale) {
        assertThat(placement.target()).as(what).isEqualTo(target);
      } else {
        assertThat(placement.target().width())
            .as(what)
            .isLessThanOrEqualTo(placement.part().width());
        assertThat(placement.target().height())
            .as(what)
            .isLessThanOrEqualTo(placement.part().height());
      }
    }
  }

  @Test
  void writesAllThatChangesTheResult() {
    assertThat(new SampleCenter(new Size(2, 4), new Size(1, 2), true).canonical())
        .isEqualTo("sample-center(2x4,1x2,true)");
  }
}
