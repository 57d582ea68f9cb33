package io.sluice.media.image.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.Colorize;
import io.sluice.media.recipe.Curve;
import io.sluice.media.recipe.Frame;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Place;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import io.sluice.media.recipe.Watermark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against numbers that Thumbor 7.8.0 gave for the same pictures. */
class LayersTest {
  private static final int WHITE = 0xFFFFFFFF;
  private static final int RED = 0xFFFF0000;

  @TempDir private Path folder;

  private Overlay overlay(BufferedImage image) throws IOException {
    Path file = folder.resolve("layer.png");
    ImageIO.write(image, "png", file.toFile());
    Size size = new Size(image.getWidth(), image.getHeight());
    return new Overlay("layer").in(file).as(ImageFormat.PNG, size);
  }

  private static BufferedImage plain(int width, int height, int argb) {
    BufferedImage image = Pixels.create(width, height, argb >>> 24 == 255 ? 3 : 4);
    image.setRGB(
        0,
        0,
        width,
        height,
        IntStream.generate(() -> argb).limit((long) width * height).toArray(),
        0,
        width);
    return image;
  }

  private static BufferedImage after(BufferedImage image, Step step) {
    return StepTable.of(step, () -> {}).apply(image);
  }

  private static Place place(String text) {
    return switch (text) {
      case "center" -> new Place(Place.Kind.CENTER, false, 0);
      case "repeat" -> new Place(Place.Kind.REPEAT, false, 0);
      default ->
          new Place(
              text.endsWith("p") ? Place.Kind.PERCENT : Place.Kind.PIXELS,
              text.startsWith("-"),
              Integer.parseInt(text.replaceAll("[-p]", "")));
    };
  }

  /** Each rectangle of red as {@code 9x7@5,3}, row by row; eaten up. */
  private static String rectangles(BufferedImage image) {
    StringBuilder found = new StringBuilder();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (isRed(image, x, y)) {
          int right = x;
          while (isRed(image, right, y)) {
            right++;
          }
          int bottom = y;
          while (isRed(image, x, bottom)) {
            bottom++;
          }
          found.append(" %dx%d@%d,%d".formatted(right - x, bottom - y, x, y));
          for (int row = y; row < bottom; row++) {
            Arrays.stream(IntStream.range(x, right).toArray()).forEach(clear(image, row));
          }
        }
      }
    }
    return found.toString().strip();
  }

  private static java.util.function.IntConsumer clear(BufferedImage image, int row) {
    return column -> image.setRGB(column, row, WHITE);
  }

  private static boolean isRed(BufferedImage image, int x, int y) {
    return x < image.getWidth() && y < image.getHeight() && (image.getRGB(x, y) >> 8 & 255) < 128;
  }

  /** A red picture of 9x7 on a white one of 60x40. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 0 | 0 | 9x7@0,0",
        "5 | 3 | 0 | 0 | 9x7@5,3",
        "-5 | -3 | 0 | 0 | 9x7@46,30",
        "-0 | -0 | 0 | 0 | 9x7@51,33",
        "55 | 36 | 0 | 0 | 5x4@55,36",
        "-55 | -36 | 0 | 0 | 5x4@0,0",
        "-58 | -39 | 0 | 0 | 2x1@0,0",
        "100 | 100 | 0 | 0 | ''",
        "-100 | -100 | 0 | 0 | ''",
        "999999999 | -999999999 | 0 | 0 | ''",
        "center | center | 0 | 0 | 9x7@25,16",
        "center | 4 | 0 | 0 | 9x7@25,4",
        "20p | 10p | 0 | 0 | 9x7@12,4",
        "-20p | -10p | 0 | 0 | 9x7@39,29",
        "33p | -33p | 0 | 0 | 9x7@20,20",
        "999999999p | -999999999p | 0 | 0 | ''",
        "repeat | 0 | 0 | 0 | 9x7@0,0 9x7@10,0 9x7@20,0 9x7@30,0 9x7@40,0 9x7@50,0",
        "3 | repeat | 0 | 0 | 9x7@3,0 9x7@3,8 9x7@3,16 9x7@3,24 9x7@3,32",
        "-5 | repeat | 0 | 0 | 9x7@46,0 9x7@46,8 9x7@46,16 9x7@46,24 9x7@46,32",
        "repeat | center | 0 | 0 | 9x7@0,16 9x7@10,16 9x7@20,16 9x7@30,16 9x7@40,16 9x7@50,16",
        "0 | 0 | 50 | 0 | 30x23@0,0",
        "0 | 0 | 0 | 50 | 26x20@0,0",
        "0 | 0 | 50 | 50 | 26x20@0,0",
        "2 | 2 | 10 | 80 | 6x5@2,2",
        "center | center | 100 | 100 | 51x40@4,0",
        "repeat | repeat | 40 | 0 | 24x19@0,0 24x19@36,0 24x19@0,21 24x19@36,21",
        "repeat | repeat | 60 | 0 | 36x28@0,0 14x28@46,0 36x2@0,38 14x2@46,38",
        "repeat | 0 | 0 | 100 | 51x40@0,0",
      })
  void laysAWatermarkWhereThumborDoes(String x, String y, int w, int h, String expected)
      throws IOException {
    Overlay red = overlay(plain(9, 7, RED));
    Watermark step = new Watermark(red, place(x), place(y), 0, w, h);
    assertThat(rectangles(after(plain(60, 40, WHITE), step))).isEqualTo(expected);
  }

  @Test
  void laysFewOfManySmallOnes() throws IOException {
    Overlay red = overlay(plain(9, 7, RED));
    Watermark step = new Watermark(red, place("repeat"), place("repeat"), 0, 3, 0);
    assertThat(rectangles(after(plain(60, 40, WHITE), step)).split(" ", -1))
        .hasSize(36)
        .startsWith("2x1@0,0", "2x1@11,0")
        .endsWith("2x1@55,35");
  }

  @ParameterizedTest
  @CsvSource({
    "255, 0, fa283cff, fa283cff",
    "255, 25, be4f45ff, d83e41df",
    "255, 50, 82774fff, aa5d49bf",
    "255, 100, 0ac864ff, 0ac86480",
    "128, 0, 82774fff, aa5d49bf",
    "128, 25, 479f59ff, 6b8753a0",
    "128, 50, 0ac763ff, 0bc66380",
    "60, 0, 42a25aff, 658b549d",
    "60, 25, 0ac864ff, 0ac86480",
    "0, 0, 0ac864ff, 0ac86480"
  })
  void mixesByBothAlphas(int alpha, int transparency, String opaque, String half)
      throws IOException {
    Overlay mark = overlay(plain(1, 1, alpha << 24 | 0xFA283C));
    Watermark step = new Watermark(mark, place("0"), place("0"), transparency, 0, 0);
    for (int below : new int[] {0xFF0AC864, 0x800AC864}) {
      int argb = after(plain(1, 1, below), step).getRGB(0, 0);
      long expected = Long.parseLong(below >>> 24 == 255 ? opaque : half, 16);
      int[] wanted = {
        (int) (expected & 255),
        (int) (expected >> 24),
        (int) (expected >> 16) & 255,
        (int) (expected >> 8) & 255
      };
      for (int i = 0; i < 4; i++) {
        assertThat(argb >>> (24 - 8 * i) & 255)
            .as("%08x", argb)
            .isBetween(wanted[i] - 1, wanted[i] + 2);
      }
    }
  }

  @Test
  void keepsAGrayPictureGrayNoLonger() throws IOException {
    BufferedImage gray = Pixels.create(2, 1, 1);
    Watermark step = new Watermark(overlay(plain(1, 1, RED)), place("1"), place("0"), 0, 0, 0);
    assertThat(after(gray, step).getRGB(1, 0)).isEqualTo(RED);
    assertThat(gray.getRaster().getSample(1, 0, 0)).isZero();
  }

  private static final String[] FRAMES = {
    // What may be stretched across and down, what is content across and down, and what comes out.
    """
    234 23 234 23
    0000c8 2800c8 3200c8 3c00c8 4600c8 5000c8 5a00c8 6400c8 6e00c8 a000c8
    0032c8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e a032c8
    003cc8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e a03cc8
    0046c8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e a046c8
    0050c8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e a050c8
    005ac8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e a05ac8
    0096c8 2896c8 3296c8 3c96c8 4696c8 5096c8 5a96c8 6496c8 6e96c8 a096c8
    """,
    """
    3 23 - -
    0000c8 1400c8 5000c8 5000c8 5000c8 5000c8 7800c8 8c00c8
    0032c8 0e2272 0a141e 0a141e 0a141e 0a141e 0a141e 4a2272
    0042c8 0e2a72 0a141e 0a141e 0a141e 0a141e 0a141e 4a2a72
    0053c8 0e3372 0a141e 0a141e 0a141e 0a141e 0a141e 4a3372
    0096c8 1496c8 5096c8 5096c8 5096c8 5096c8 7896c8 8c96c8
    """,
    """
    24 1234 12345 1234
    0000c8 2800c8 2800c8 2800c8 5000c8 7800c8 7800c8 7800c8
    001ec8 161862 161862 161862 261862 361862 361862 361862
    003cc8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e
    005ac8 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e
    0078c8 153b61 153b61 153b61 253b61 353b61 353b61 353b61
    """,
    """
    - - 3 3
    0000c8 2000c8 4000c8 6000c8 8000c8 ffffff ffffff ffffff ffffff ffffff ffffff ffffff
    0025c8 a6a8e9 cfc9f1 d7c9f1 cca7e9 ffffff ffffff ffffff ffffff ffffff ffffff ffffff
    004bc8 d3dbf4 0a141e 0a141e 211e3f 0a141e 0a141e 0a141e 0a141e 0a141e ffffff ffffff
    0070c8 a6c6e9 172a48 1f2a48 393862 0a141e 0a141e 0a141e 0a141e 0a141e ffffff ffffff
    ffffff ffffff 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e ffffff ffffff
    ffffff ffffff 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e ffffff ffffff
    ffffff ffffff 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e 0a141e ffffff ffffff
    ffffff ffffff ffffff ffffff ffffff ffffff ffffff ffffff ffffff ffffff ffffff ffffff
    """
  };

  /**
   * The released Thumbor reads the patch with a wrong width of pixels; that was put right first.
   */
  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3"})
  void putsAFrameAroundAsThumborMeansTo(int index) throws IOException {
    List<String> lines = FRAMES[index].lines().toList();
    String[] rims = lines.get(0).split(" ", -1);
    BufferedImage patch = Pixels.create(7, 6, 4);
    for (int x = 0; x < 5; x++) {
      for (int y = 0; y < 4; y++) {
        boolean rim = x == 0 || x == 4 || y == 0 || y == 3;
        patch.setRGB(x + 1, y + 1, (rim ? 0xFF000000 : 0) | (40 * x) << 16 | (50 * y) << 8 | 200);
      }
    }
    positions(rims[0]).forEach(x -> patch.setRGB(x, 0, 0xFF000000));
    positions(rims[1]).forEach(y -> patch.setRGB(0, y, 0xFF000000));
    positions(rims[2]).forEach(x -> patch.setRGB(x, 5, 0xFF000000));
    positions(rims[3]).forEach(y -> patch.setRGB(6, y, 0xFF000000));

    Overlay overlay = overlay(patch);
    BufferedImage framed = after(plain(8, 5, 0xFF0A141E), new Frame(overlay));

    assertThat(framed.getHeight()).isEqualTo(lines.size() - 1);
    for (int y = 0; y < framed.getHeight(); y++) {
      String[] row = lines.get(y + 1).split(" ", -1);
      assertThat(framed.getWidth()).isEqualTo(row.length);
      for (int x = 0; x < row.length; x++) {
        requireNear(framed.getRGB(x, y), Integer.parseInt(row[x], 16), 1);
      }
    }
    assertThat(new Frame(overlay).after(new Size(8, 5)).width()).isGreaterThan(framed.getWidth());
  }

  private static IntStream positions(String digits) {
    return digits.chars().filter(Character::isDigit).map(c -> c - '0');
  }

  private static void requireNear(int rgb, int wanted, int by) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertThat(rgb >> shift & 255)
          .as("%06x is not %06x", rgb & 0xFFFFFF, wanted)
          .isBetween((wanted >> shift & 255) - by, (wanted >> shift & 255) + by);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0, 50, 204080, 2080bf 20c872 204040 204d66",
    "33, 66, 99, ff00ff, 542bff 5a44fd ff15fc 871afd",
    "0, 0, 0, 010203, 0080ff 0ac864 ff4001 4d4d4d"
  })
  void mixesInAColor(int red, int green, int blue, String color, String expected) {
    int[] from = {0xFF0080FF, 0xFF0AC864, 0xFFFF4001, 0xFF4D4D4D};
    String[] wanted = expected.split(" ", -1);
    int rgb = Integer.parseInt(color, 16);
    Colorize step = new Colorize(red, green, blue, new Rgb(rgb >> 16, rgb >> 8 & 255, rgb & 255));
    for (int i = 0; i < from.length; i++) {
      BufferedImage after = after(plain(1, 1, from[i]), step);
      assertThat(after.getRGB(0, 0) & 0xFFFFFF).isEqualTo(Integer.parseInt(wanted[i], 16));
    }
  }

  private static Curve.Line line(int... values) {
    return new Curve.Line(
        IntStream.range(0, values.length / 2)
            .mapToObj(i -> new Curve.Point(values[2 * i], values[2 * i + 1]))
            .toList());
  }

  @Test
  void bendsAsThumborDoes() {
    Curve.Line bent = line(0, 0, 40, 59, 255, 255);
    Curve.Line many =
        line(
            32, 59, 64, 80, 92, 111, 128, 153, 140, 169, 164, 201, 192, 214, 224, 215, 240, 214,
            255, 212);
    Curve.Line falls = line(50, 200, 100, 10);
    requireTable(
        bent, 37829, 0, 15, 30, 48, 66, 85, 104, 130, 131, 159, 178, 202, 217, 238, 254, 255);
    requireTable(
        many, 37377, 59, 59, 59, 59, 66, 77, 91, 119, 120, 153, 183, 211, 215, 215, 212, 212);
    requireTable(
        falls, 16905, 200, 200, 200, 200, 200, 162, 105, 14, 10, 10, 10, 10, 10, 10, 10, 10);
    assertThat(Curves.table(line(7, 9))).containsOnly(9);
    Curve step = new Curve(line(0, 255, 255, 0), bent, many, falls);
    assertThat(after(plain(1, 1, 0xFF3C3C3C), step).getRGB(0, 0)).isEqualTo(0xFFAAB25D);
    assertThat(after(plain(1, 1, 0x803C3C3C), step).getRGB(0, 0)).isEqualTo(0x80AAB25D);
  }

  private static void requireTable(Curve.Line line, int sum, int... values) {
    int[] at = {0, 10, 20, 32, 45, 60, 75, 99, 100, 128, 150, 180, 200, 230, 254, 255};
    int[] table = Curves.table(line);
    assertThat(Arrays.stream(at).map(v -> table[v]))
        .containsExactly(Arrays.stream(values).boxed().toArray(Integer[]::new));
    assertThat(Arrays.stream(table).sum()).isEqualTo(sum);
  }
}
