package io.sluice.media.image.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanczosResizerTest {
  @ParameterizedTest
  @CsvSource({"61,47,20,15,1", "61,47,20,15,3", "61,47,20,15,4", "9,7,40,31,3", "1,1,5,5,4"})
  void isWithinOneOfAnExactLanczos(int w, int h, int tw, int th, int channels) {
    BufferedImage image = Pixels.create(w, h, channels);
    byte[] samples = Pixels.of(image).samples();
    new Random(3).nextBytes(samples);
    if (channels == 4) {
      for (int i = 0; i < samples.length; i += 4) {
        samples[i] = -1;
      }
    }
    byte[] result = Pixels.of(LanczosResizer.resize(image, tw, th, () -> {})).samples();
    for (int y = 0; y < th; y++) {
      for (int x = 0; x < tw; x++) {
        for (int c = 0; c < channels; c++) {
          double exact = 0;
          double sum = 0;
          for (int j = 0; j < h; j++) {
            for (int i = 0; i < w; i++) {
              double weight = weight(i, x, w, tw) * weight(j, y, h, th);
              sum += weight;
              exact += weight * (samples[(j * w + i) * channels + c] & 255);
            }
          }
          double clamped = Math.max(0, Math.min(255, exact / sum));
          assertThat((double) (result[(y * tw + x) * channels + c] & 255))
              .as("%s,%s", x, y)
              .isCloseTo(clamped, org.assertj.core.data.Offset.offset(1.0));
        }
      }
    }
  }

  private static double weight(int at, int target, int length, int targets) {
    double scale = length / (double) targets;
    double t = (at + 0.5 - (target + 0.5) * scale) / Math.max(1, scale);
    if (t == 0) {
      return 1;
    }
    double p = Math.PI * t;
    return Math.abs(t) >= 3 ? 0 : 3 * Math.sin(p) * Math.sin(p / 3) / (p * p);
  }
}
