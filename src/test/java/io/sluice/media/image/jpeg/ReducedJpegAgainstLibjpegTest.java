package io.sluice.media.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against libjpeg-turbo's own tools, over all kinds of files that cjpeg makes.
 *
 * <p>At full size both agree to the bit. Below it they choose coefficients differently, so the
 * measure is the mean of squares of the full decoding: 36 to 53 dB were seen for baseline files, 29
 * and more for progressive ones, whose last bits are partly left out, and at most 25 for a colour
 * picture that is one pixel off.
 */
class ReducedJpegAgainstLibjpegTest {
  private static final List<String> MODES =
      List.of(
          "-baseline -quality 90",
          "-progressive -quality 90",
          "-optimize -restart 1 -quality 75",
          "-progressive -restart 3B -quality 75",
          "-baseline -restart 1B -quality 97");
  private static final int[][] SIZES = {{1, 1}, {7, 9}, {17, 33}, {320, 213}};

  @TempDir Path folder;

  static Stream<Arguments> files() {
    List<Arguments> all = new ArrayList<>();
    for (String kind : kinds()) {
      MODES.forEach(mode -> all.add(Arguments.of(kind, mode)));
    }
    return all.stream();
  }

  static List<String> kinds() {
    return List.of(
        "-sample 1x1",
        "-sample 2x1",
        "-sample 2x2",
        "-sample 1x2",
        "-sample 4x1",
        "-sample 4x2",
        "-sample 3x1",
        "-sample 2x2,1x2,2x1",
        "-grayscale",
        "-rgb");
  }

  private static TestingPicture decode(byte[] jpeg, int denominator) throws IOException {
    return TestingPicture.of(ReducedJpeg.decode(jpeg, denominator, () -> {}));
  }

  private static byte[] encode(JpegTools tools, TestingPicture picture, String options)
      throws IOException {
    return tools.encode(picture, options.split(" "));
  }

  @ParameterizedTest
  @MethodSource("files")
  void decodesToTheSameBitsAtFullSize(String kind, String mode) throws IOException {
    JpegTools tools = new JpegTools(folder);
    for (int[] size : SIZES) {
      TestingPicture picture = TestingPicture.drawn(size[0], size[1], 6);
      byte[] jpeg = encode(tools, picture, kind + " " + mode);
      assertThat(decode(jpeg, 1).likeness(tools.decode(jpeg, 1))).isEqualTo(99);
    }
  }

  /** Colours at a third cannot be decoded to the size of the rest: they are repeated instead. */
  private static boolean isAThird(String kind) {
    return kind.contains("3x1");
  }

  @ParameterizedTest
  @MethodSource("files")
  void decodesToTheMeanOfSquaresBelowFullSize(String kind, String mode) throws IOException {
    JpegTools tools = new JpegTools(folder);
    for (int[] size : SIZES) {
      TestingPicture picture = TestingPicture.drawn(size[0], size[1], 6);
      byte[] jpeg = encode(tools, picture, kind + " " + mode);
      TestingPicture whole = tools.decode(jpeg, 1);
      for (int denominator : new int[] {2, 4, 8}) {
        double least = isAThird(kind) ? 22 : mode.contains("-progressive") ? 28.5 : 36;
        assertThat(decode(jpeg, denominator).likeness(whole.shrunk(denominator)))
            .as("%s x %s at 1/%s", size[0], size[1], denominator)
            .isGreaterThan(least);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-sample 1x1", "-grayscale", "-rgb"})
  void decodesToTheSameBitsAtAnEighthWhereOnlyMeansCount(String kind) throws IOException {
    JpegTools tools = new JpegTools(folder);
    for (String mode : MODES) {
      byte[] jpeg = encode(tools, TestingPicture.drawn(320, 213, 6), kind + " " + mode);
      assertThat(decode(jpeg, 8).likeness(tools.decode(jpeg, 8))).isEqualTo(99);
    }
  }

  @Test
  void theMeasureSeesAPictureThatIsOnePixelOff() throws IOException {
    JpegTools tools = new JpegTools(folder);
    byte[] jpeg = encode(tools, TestingPicture.drawn(320, 213, 6), "-sample 2x2 -quality 90");
    for (int denominator : new int[] {2, 4, 8}) {
      TestingPicture own = decode(jpeg, denominator);
      TestingPicture mean = tools.decode(jpeg, 1).shrunk(denominator);
      for (int[] step : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        assertThat(own.likeness(mean, step[0], step[1])).isLessThan(25);
      }
    }
  }

  @Test
  void readsAScanForEachComponentOfABaselineFile() throws IOException {
    JpegTools tools = new JpegTools(folder);
    Files.writeString(folder.resolve("scans"), "0;\n2;\n1;\n");
    String scans = "-scans " + folder.resolve("scans");
    for (String kind : kinds()) {
      if (kind.startsWith("-sample")) {
        byte[] jpeg = encode(tools, TestingPicture.drawn(101, 67, 6), kind + " " + scans);
        assertThat(decode(jpeg, 1).likeness(tools.decode(jpeg, 1))).as(kind).isEqualTo(99);
        TestingPicture mean = tools.decode(jpeg, 1).shrunk(8);
        assertThat(decode(jpeg, 8).likeness(mean)).as(kind).isGreaterThan(isAThird(kind) ? 22 : 36);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-baseline", "-progressive"})
  void leavesBrightnessAndColoursApart(String mode) throws IOException {
    JpegTools tools = new JpegTools(folder);
    byte[] jpeg =
        encode(tools, TestingPicture.drawn(321, 213, 6), "-sample 2x2 -quality 90 " + mode);
    byte[] gray =
        tools.transform(jpeg, ("-grayscale " + mode).replace(" -baseline", "").split(" "));
    JpegPlanes planes = ReducedJpeg.decodePlanes(jpeg, 2, () -> {});

    assertThat(planes.planes()).extracting(JpegPlanes.Plane::width).containsExactly(161, 81, 81);
    assertThat(planes.planes()).extracting(JpegPlanes.Plane::height).containsExactly(107, 54, 54);
    JpegPlanes.Plane y = planes.planes().get(0);
    byte[] tight = new byte[161 * 107];
    for (int row = 0; row < 107; row++) {
      System.arraycopy(y.samples(), row * y.stride(), tight, row * 161, 161);
    }
    assertThat(tight).isEqualTo(ReducedJpeg.decode(gray, 2, () -> {}).samples());
  }
}
