package io.sluice.media.image.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.AddToChannels;
import io.sluice.media.recipe.Background;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Contrast;
import io.sluice.media.recipe.Convolution;
import io.sluice.media.recipe.Equalize;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Grayscale;
import io.sluice.media.recipe.Invert;
import io.sluice.media.recipe.Noise;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.RoundCorner;
import io.sluice.media.recipe.Saturation;
import io.sluice.media.recipe.Sharpen;
import io.sluice.media.recipe.Step;
import io.sluice.media.recipe.Trim;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTableTest {
  private static BufferedImage image(int width, int... argb) {
    BufferedImage image = Pixels.create(width, argb.length / width, 4);
    image.setRGB(0, 0, width, argb.length / width, argb, 0, width);
    return image;
  }

  private static BufferedImage gray(int width, int... values) {
    BufferedImage image = Pixels.create(width, values.length / width, 1);
    image.getRaster().setPixels(0, 0, width, values.length / width, values);
    return image;
  }

  private static BufferedImage after(BufferedImage image, Step step) {
    return StepTable.of(step, () -> {}).apply(image);
  }

  private static int[] argb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static int[] values(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  @Test
  void flipsAndTurns() {
    assertThat(values(after(gray(2, 1, 2, 3, 4), new Flip(true)))).containsExactly(2, 1, 4, 3);
    assertThat(values(after(gray(2, 1, 2, 3, 4), new Flip(false)))).containsExactly(3, 4, 1, 2);
    BufferedImage turned = after(gray(3, 1, 2, 3, 4, 5, 6), new Rotate(1));
    assertThat(turned.getWidth()).isEqualTo(2);
    assertThat(values(turned)).containsExactly(4, 1, 5, 2, 6, 3);
    assertThat(values(after(gray(3, 1, 2, 3, 4, 5, 6), new Rotate(3))))
        .containsExactly(3, 6, 2, 5, 1, 4);
  }

  @Test
  void changesTonesAndKeepsAlpha() {
    assertThat(argb(after(image(1, 0x80102030), new Invert()))).containsExactly(0x80EFDFCF);
    assertThat(argb(after(image(1, 0x80102030), new AddToChannels(16, -48, 255))))
        .containsExactly(0x802000FF);
    assertThat(argb(after(image(1, 0xFFFF0000), new Grayscale()))).containsExactly(0xFF4C4C4C);
    assertThat(argb(after(image(1, 0xFFFF0000), new Saturation(0.5)))).containsExactly(0xFFA62626);
    assertThat(values(after(gray(2, 28, 228), new Contrast(-50)))).containsExactly(103, 153);
    assertThat(values(after(gray(4, 10, 20, 20, 30), new Equalize())))
        .containsExactly(0, 170, 170, 255);
  }

  @Test
  void addsTheSameNoiseToEachChannelAndEachTime() {
    int[] once = argb(after(image(2, 0xFF808080, 0xFF404040), new Noise(20, 7)));
    int[] again = argb(after(image(2, 0xFF808080, 0xFF404040), new Noise(20, 7)));
    assertThat(once).containsExactly(again).isNotEqualTo(new int[] {0xFF808080, 0xFF404040});
    assertThat(once[0] & 255).isEqualTo(once[0] >> 8 & 255).isBetween(108, 148);
  }

  @Test
  void smoothsAndSharpens() {
    int[] blurred = values(after(gray(5, 0, 0, 255, 0, 0), new Blur(1, 1)));
    // exp(-1/2) = 0.6065 on both sides of 1, out of 2.213
    assertThat(blurred).containsExactly(0, 70, 115, 70, 0);
    int[] sharp = values(after(gray(4, 100, 100, 120, 120), new Sharpen(1, 1, false)));
    assertThat(sharp[1]).isLessThan(100);
    assertThat(sharp[2]).isGreaterThan(120);
    Convolution edge = new Convolution(List.of(-1.0, 0.0, 1.0), 3, false);
    assertThat(values(after(gray(3, 10, 30, 90), edge))).containsExactly(20, 80, 60);
    Convolution mean = new Convolution(List.of(1.0, 1.0, 1.0), 3, true);
    assertThat(values(after(gray(3, 10, 30, 80), mean))).containsExactly(17, 40, 63);
  }

  @Test
  void putsColorsBehind() {
    assertThat(argb(after(image(1, 0x80FF0000), new Background(new Rgb(0, 0, 255)))))
        .containsExactly(0xFF80007F);
    Pad.Fill blue = new Pad.Fill.Solid(new Rgb(0, 0, 255));
    assertThat(argb(after(image(1, 0x80FF0000), new Pad(3, 0, blue, false))))
        .containsExactly(0xFF0000FF, 0x80FF0000, 0xFF0000FF);
    assertThat(argb(after(image(1, 0x80FF0000), new Pad(3, 0, blue, true))))
        .containsExactly(0xFF0000FF, 0xFF80007F, 0xFF0000FF);
    assertThat(argb(after(image(1, 0xFFFF0000), new Pad(2, 0, new Pad.Fill.Transparent(), false))))
        .containsExactly(0xFFFF0000, 0);
    assertThat(values(after(gray(2, 10, 30), new Pad(4, 0, new Pad.Fill.Mean(), false))))
        .containsExactly(20, 10, 30, 20);
    BufferedImage wide = after(gray(2, 50, 50), new Pad(40, 20, new Pad.Fill.Blurred(), false));
    assertThat(values(wide)).containsOnly(50).hasSize(800);
  }

  @Test
  void trimsByOneCorner() {
    BufferedImage framed = gray(4, 9, 9, 9, 9, 9, 50, 11, 9, 9, 9, 9, 9);
    assertThat(values(after(framed, new Trim(Trim.Corner.TOP_LEFT, 0)))).containsExactly(50, 11);
    assertThat(values(after(framed, new Trim(Trim.Corner.BOTTOM_RIGHT, 5)))).containsExactly(50);
    assertThat(values(after(gray(2, 7, 7), new Trim(Trim.Corner.TOP_LEFT, 0))))
        .containsExactly(7, 7);
  }

  @Test
  void roundsCorners() {
    int[] black = new int[64];
    BufferedImage round =
        after(gray(8, black), new RoundCorner(4, 4, new Rgb(255, 255, 255), false));
    int[] values = values(round);
    assertThat(values[0]).isEqualTo(255).isEqualTo(values[7]).isEqualTo(values[63]);
    assertThat(values[27]).isZero();
    BufferedImage clear = after(gray(8, black), new RoundCorner(4, 4, new Rgb(0, 0, 0), true));
    assertThat(argb(clear)[0]).isZero();
    assertThat(argb(clear)[27]).isEqualTo(0xFF000000);
  }
}
