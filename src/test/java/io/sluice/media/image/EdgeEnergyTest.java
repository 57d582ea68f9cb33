package io.sluice.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Fill;
import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeEnergyTest {
  /** A plain sky with something rough in it. */
  static BufferedImage rough(int width, int height, int left, int top, int side, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(90, 140, 200));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    Random random = new Random(1);
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        image.setRGB(x, y, 0xFF000000 | random.nextInt(0x1000000));
      }
    }
    return image;
  }

  private static Focus.Area window(BufferedImage image, Size size, int width, int height) {
    Fill fill = new Fill(new Box(width, height, false), Focus.CENTER, false);
    return new EdgeEnergy(image).window(size, fill.place(size));
  }

  @ParameterizedTest
  @CsvSource({"0", "40", "100", "160", "200"})
  void keepsWhatIsRoughWhereverItIs(int left) {
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_4BYTE_ABGR}) {
      BufferedImage lying = rough(256, 100, left, 30, 50, type);
      Focus.Area window = window(lying, new Size(2560, 1000), 100, 100);
      assertThat(window.left()).isLessThanOrEqualTo(left * 10 + 10);
      assertThat(window.right()).isGreaterThanOrEqualTo(Math.min(2560, left * 10 + 490));
      BufferedImage standing = rough(100, 256, 30, left, 50, type);
      Focus.Area upright = window(standing, new Size(1000, 2560), 100, 100);
      assertThat(upright.top()).isEqualTo(window.left());
      assertThat(upright.bottom() - upright.top()).isEqualTo(1000);
    }
  }

  @Test
  void staysWhereItIsWhenThereIsNothingToSee() {
    BufferedImage plain = rough(256, 100, 0, 0, 0, BufferedImage.TYPE_INT_RGB);
    assertThat(window(plain, new Size(256, 100), 100, 100).left()).isEqualTo(78);
    assertThat(window(plain, new Size(1, 1), 100, 100)).isEqualTo(new Focus.Area(0, 0, 1, 1));
    // The same everywhere is nothing to go elsewhere for.
    BufferedImage noise = rough(200, 200, 0, 0, 200, BufferedImage.TYPE_INT_RGB);
    assertThat(window(noise, new Size(200, 200), 50, 100).left()).isBetween(46, 54);
  }

  @Test
  void doesNotSeeWhatIsTransparent() {
    BufferedImage image = rough(200, 100, 150, 20, 40, BufferedImage.TYPE_4BYTE_ABGR);
    for (int y = 0; y < 100; y++) {
      for (int x = 100; x < 200; x++) {
        image.setRGB(x, y, image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    assertThat(window(image, new Size(200, 100), 50, 100).left()).isLessThanOrEqualTo(75);
  }

  @Test
  void looksAtCellsOfALargePicture() {
    BufferedImage image = rough(3000, 500, 2400, 100, 300, BufferedImage.TYPE_3BYTE_BGR);
    Focus.Area window = window(image, new Size(3000, 500), 100, 100);
    assertThat(window.left()).isLessThanOrEqualTo(2410);
    assertThat(window.right()).isBetween(2690, 3000);
  }
}
