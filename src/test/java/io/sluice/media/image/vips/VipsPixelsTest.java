package io.sluice.media.image.vips;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.AddToChannels;
import io.sluice.media.recipe.Background;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Contrast;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Grayscale;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Invert;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VipsPixelsTest {
  @TempDir Path folder;
  private VipsEngine engine;

  @BeforeEach
  void open() {
    engine = Vips.engine();
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsEachOrientationUpright(int orientation) throws IOException {
    BufferedImage upright = Vips.quarters(64, 40);
    Path source = Vips.write(stored(upright, orientation), "png", folder.resolve("a.png"));
    Size size = engine.probe(source, ImageFormat.PNG).stored();
    ImageInfo info = new ImageInfo(ImageFormat.PNG, size, 1, orientation);
    Path result = folder.resolve("r.png");

    // The left half, a little off the middle, so that a wrong corner would show.
    Recipe recipe = Vips.steps(new Crop(0, 10, 40, 40), new Vips.To(new Size(20, 15)));
    engine.render(source, info, recipe, ImageFormat.PNG, result, Vips.soon());
    BufferedImage image = ImageIO.read(result.toFile());

    assertThat(new Size(image.getWidth(), image.getHeight())).isEqualTo(new Size(20, 15));
    assertThat(VipsEngineTest.near(image.getRGB(2, 2), 0xff0000)).isTrue();
    assertThat(VipsEngineTest.near(image.getRGB(18, 2), 0x00ff00)).isTrue();
    assertThat(VipsEngineTest.near(image.getRGB(2, 12), 0x0000ff)).isTrue();
    assertThat(VipsEngineTest.near(image.getRGB(18, 12), 0xffffff)).isTrue();
  }

  /** As Exif defines it: where row 0 and column 0 of the file lie in the picture as seen. */
  private static BufferedImage stored(BufferedImage seen, int orientation) {
    int w = seen.getWidth();
    int h = seen.getHeight();
    boolean lying = orientation >= 5;
    BufferedImage stored =
        new BufferedImage(lying ? h : w, lying ? w : h, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < stored.getHeight(); row++) {
      for (int column = 0; column < stored.getWidth(); column++) {
        int down = lying ? column : row;
        int across = lying ? row : column;
        boolean fromRight =
            orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean fromBottom =
            orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        int x = fromRight ? w - 1 - across : across;
        int y = fromBottom ? h - 1 - down : down;
        stored.setRGB(column, row, seen.getRGB(x, y));
      }
    }
    return stored;
  }

  @Test
  void readsTheOrientationOfAPhotograph() throws Exception {
    Path plain = Vips.write(Vips.quarters(64, 40), "jpg", folder.resolve("plain.jpg"));
    Path source = OrientedJpeg.write(plain, 6, folder.resolve("turned.jpg"));

    ImageInfo info = engine.probe(source, ImageFormat.JPEG);
    BufferedImage image = Vips.render(engine, source, ImageFormat.JPEG, Vips.to(20, 32));

    assertThat(info.orientation()).isEqualTo(6);
    assertThat(info.size()).isEqualTo(new Size(40, 64));
    assertThat(VipsEngineTest.near(image.getRGB(15, 3), 0xff0000)).isTrue();
    assertThat(VipsEngineTest.near(image.getRGB(15, 28), 0x00ff00)).isTrue();
    assertThat(VipsEngineTest.near(image.getRGB(4, 3), 0x0000ff)).isTrue();
  }

  @Test
  void noColorOfWhatIsTransparentShowsAtEdges() throws IOException {
    BufferedImage source = new BufferedImage(90, 90, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 8100; i++) {
      boolean inside = i % 90 >= 31 && i % 90 < 59 && i / 90 >= 31 && i / 90 < 59;
      source.setRGB(i % 90, i / 90, inside ? 0xffff0000 : 0x0000ff00);
    }
    Path file = Vips.write(source, "png", folder.resolve("a.png"));

    for (Recipe recipe :
        new Recipe[] {Vips.to(30, 30), Vips.to(120, 120), Vips.steps(new Blur(6, 2))}) {
      BufferedImage image = Vips.render(engine, file, ImageFormat.PNG, recipe);
      int seen = 0;
      for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
        int argb = image.getRGB(i % image.getWidth(), i / image.getWidth());
        if (argb >>> 24 > 16) {
          seen++;
          assertThat(argb >> 8 & 255).as("green in %08x", argb).isLessThan(16);
        }
      }
      assertThat(seen).isGreaterThan(80);
      assertThat(image.getRGB(0, 0) >>> 24).isZero();
    }
  }

  @Test
  void whatIsTransparentIsWhiteInAJpeg() throws IOException {
    BufferedImage clear = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    Path source = Vips.write(clear, "png", folder.resolve("a.png"));
    Path result = folder.resolve("r.jpg");

    ImageInfo info = engine.probe(source, ImageFormat.PNG);
    engine.render(source, info, Vips.to(8, 8), ImageFormat.JPEG, result, Vips.soon());

    assertThat(ImageIO.read(result.toFile()).getRGB(4, 4)).isEqualTo(0xffffffff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb16", "grey16"})
  void sixteenBitsBecomeEight(String space) throws Exception {
    String plain = Vips.write(gray(48, 0x80), "png", folder.resolve("a.png")).toString();
    Path source = folder.resolve("deep.png");
    Vips.command("vips", "colourspace", plain, source.toString(), space);

    BufferedImage image = Vips.render(engine, source, ImageFormat.PNG, Vips.to(7, 9));

    assertThat(image.getColorModel().getComponentSize(0)).isEqualTo(8);
    assertThat(VipsEngineTest.near(image.getRGB(3, 4), 0x808080)).isTrue();
  }

  @Test
  void inksBecomeLight() throws Exception {
    BufferedImage red = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    paint(red, 0xd02020);
    String plain = Vips.write(red, "png", folder.resolve("a.png")).toString();
    Path source = folder.resolve("cmyk.jpg");
    String inks = folder.resolve("cmyk.v").toString();
    Vips.command("vips", "colourspace", plain, inks, "cmyk");
    Vips.command("vips", "jpegsave", inks, source.toString(), "--Q", "98");

    int rgb = Vips.render(engine, source, ImageFormat.JPEG, Vips.to(8, 8)).getRGB(4, 4);

    assertThat(rgb >> 16 & 255).isBetween(0xb8, 0xe8);
    assertThat(rgb >> 8 & 255).isLessThan(0x50);
    assertThat(rgb & 255).isLessThan(0x50);
  }

  @Test
  void doesEachStepAsItIsDefined() throws IOException {
    assertThat(pixel(0x204080, new Invert())).isEqualTo(0xffdfbf7f);
    assertThat(pixel(0x204080, new AddToChannels(10, -100, 200))).isEqualTo(0xff2a00ff);
    assertThat(pixel(0x204080, new Contrast(50))).isEqualTo(0xff000080);
    assertThat(pixel(0x70a080, new Contrast(50))).isEqualTo(0xff5cc880);
    assertThat(pixel(0x70a080, new Contrast(-100))).isEqualTo(0xff808080);
    // 0.299 * 32 + 0.587 * 64 + 0.114 * 128 = 61.7
    assertThat(pixel(0x204080, new Grayscale())).isEqualTo(0xff3e3e3e);
    assertThat(pixel(0x204080, new Blur(3, 2))).isEqualTo(0xff204080);
  }

  private int pixel(int rgb, Step step) throws IOException {
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    paint(image, rgb);
    Path file = Vips.write(image, "png", folder.resolve("a.png"));
    return Vips.render(engine, file, ImageFormat.PNG, Vips.steps(step)).getRGB(4, 4);
  }

  @Test
  void mirrorsAndTurns() throws IOException {
    Path file = Vips.write(Vips.quarters(6, 4), "png", folder.resolve("a.png"));

    assertThat(corner(file, new Flip(true))).isEqualTo(0xff00ff00);
    assertThat(corner(file, new Flip(false))).isEqualTo(0xff0000ff);
    assertThat(corner(file, new Rotate(1))).isEqualTo(0xff0000ff);
    assertThat(corner(file, new Rotate(2))).isEqualTo(0xffffffff);
    assertThat(corner(file, new Rotate(3))).isEqualTo(0xff00ff00);
    assertThat(corner(file, new Rotate(1), new Crop(0, 3, 4, 6), new Flip(true)))
        .isEqualTo(0xff00ff00);
  }

  private int corner(Path file, Step... steps) throws IOException {
    return Vips.render(engine, file, ImageFormat.PNG, Vips.steps(steps)).getRGB(0, 0);
  }

  @Test
  void spreadsAPointByTheGaussianUpToItsRadius() throws IOException {
    BufferedImage point = new BufferedImage(21, 21, BufferedImage.TYPE_INT_RGB);
    point.setRGB(10, 10, 0xffffff);
    Path file = Vips.write(point, "png", folder.resolve("a.png"));

    BufferedImage image = Vips.render(engine, file, ImageFormat.PNG, Vips.steps(new Blur(2, 1.5)));

    // e^(-x^2 / 4.5) over -2 to 2 sums up to 3.4238; the middle has 1 / 3.4238^2 of 255.
    assertThat(image.getRGB(10, 10) & 255).isBetween(21, 22);
    assertThat(image.getRGB(12, 10) & 255).isBetween(8, 10);
    assertThat(image.getRGB(13, 10) & 255).isZero();
  }

  @Test
  void padsAndFills() throws IOException {
    BufferedImage clear = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    Path file = Vips.write(clear, "png", folder.resolve("a.png"));
    Rgb red = new Rgb(255, 0, 0);

    BufferedImage around =
        Vips.render(
            engine,
            file,
            ImageFormat.PNG,
            Vips.steps(new Pad(10, 0, new Pad.Fill.Solid(red), false)));
    BufferedImage behind =
        Vips.render(
            engine,
            file,
            ImageFormat.PNG,
            Vips.steps(new Pad(10, 0, new Pad.Fill.Solid(red), true)));
    BufferedImage empty =
        Vips.render(
            engine,
            Vips.write(Vips.quarters(4, 4), "png", folder.resolve("b.png")),
            ImageFormat.PNG,
            Vips.steps(new Pad(3, 8, new Pad.Fill.Transparent(), false)));

    assertThat(around.getWidth() + "x" + around.getHeight()).isEqualTo("10x4");
    assertThat(around.getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThat(around.getRGB(5, 2) >>> 24).isZero();
    assertThat(behind.getRGB(5, 2)).isEqualTo(0xffff0000);
    assertThat(empty.getWidth() + "x" + empty.getHeight()).isEqualTo("4x8");
    assertThat(empty.getRGB(0, 0) >>> 24).isZero();
    assertThat(empty.getRGB(0, 2)).isEqualTo(0xffff0000);
    assertThat(
            Vips.render(
                    engine, file, ImageFormat.PNG, Vips.steps(new Background(new Rgb(0, 0, 255))))
                .getRGB(1, 1))
        .isEqualTo(0xff0000ff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIF", "WEBP"})
  void keepsFramesWhereBothFormatsHaveThem(String name) throws Exception {
    Path source = frames();
    ImageInfo info = engine.probe(source, ImageFormat.GIF);
    ImageFormat to = ImageFormat.valueOf(name);
    Path result = folder.resolve("result");

    Size size =
        engine.render(
            source,
            info,
            Vips.steps(new Vips.To(new Size(20, 10)), new Rotate(1)),
            to,
            result,
            Vips.soon());
    ImageInfo made = engine.probe(result, to);

    assertThat(info.frames()).isEqualTo(3);
    assertThat(size).isEqualTo(new Size(10, 20));
    assertThat(made.stored()).isEqualTo(size);
    assertThat(made.frames()).isEqualTo(3);
    assertThat(Vips.render(engine, source, ImageFormat.GIF, Vips.to(20, 10)).getHeight())
        .isEqualTo(10);
  }

  private Path frames() throws Exception {
    BufferedImage roll = new BufferedImage(40, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 2400; i++) {
      roll.setRGB(i % 40, i / 40, new int[] {0xff0000, 0x00ff00, 0x0000ff}[i / 800]);
    }
    Path source = folder.resolve("frames.gif");
    String png = Vips.write(roll, "png", folder.resolve("roll.png")).toString();
    Vips.command("vips", "gifsave", png, source.toString(), "--page-height", "20");
    return source;
  }

  private static BufferedImage gray(int side, int level) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    paint(image, level * 0x010101);
    return image;
  }

  private static void paint(BufferedImage image, int rgb) {
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      image.setRGB(i % image.getWidth(), i / image.getWidth(), rgb);
    }
  }
}
