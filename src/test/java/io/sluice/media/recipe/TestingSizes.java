package io.sluice.media.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Sizes for tests of steps that change them. */
final class TestingSizes {
  private TestingSizes() {}

  static Size size(String text) {
    int mark = text.indexOf('x');
    return new Size(
        Integer.parseInt(text.substring(0, mark)), Integer.parseInt(text.substring(mark + 1)));
  }

  /** Small and large ones, so that rules at their edges come up often. */
  static Size random(Random random) {
    int max = new int[] {3, 8, 60, 300, 5000, 60_000}[random.nextInt(6)];
    return new Size(1 + random.nextInt(max), 1 + random.nextInt(max));
  }

  static void assertInside(Placement placement, Size source, String what) {
    assertThat(placement.left()).as(what).isNotNegative();
    assertThat(placement.top()).as(what).isNotNegative();
    assertThat(placement.left() + placement.part().width())
        .as(what)
        .isLessThanOrEqualTo(source.width());
    assertThat(placement.top() + placement.part().height())
        .as(what)
        .isLessThanOrEqualTo(source.height());
  }
}
