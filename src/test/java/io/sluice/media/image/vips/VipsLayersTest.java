package io.sluice.media.image.vips;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.recipe.Colorize;
import io.sluice.media.recipe.Curve;
import io.sluice.media.recipe.Equalize;
import io.sluice.media.recipe.Frame;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Noise;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Place;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.RoundCorner;
import io.sluice.media.recipe.Saturation;
import io.sluice.media.recipe.Sharpen;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import io.sluice.media.recipe.Trim;
import io.sluice.media.recipe.Watermark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that the fast engine leaves to the code of the built-in one: the same pixels come out. */
class VipsLayersTest {
  private static final Place CENTER = new Place(Place.Kind.CENTER, false, 0);
  private static final Place REPEAT = new Place(Place.Kind.REPEAT, false, 0);

  @TempDir Path folder;
  private VipsEngine engine;
  private final BuiltinEngine builtin = new BuiltinEngine();

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

  /** With values of all kinds, and alpha of all kinds when it has some. */
  private static BufferedImage picture(int width, int height, boolean alpha) {
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = (x * 7 & 255) << 16 | (y * 11 & 255) << 8 | (x * y & 255);
        image.setRGB(x, y, (alpha ? (x * 13 + y) << 24 : 0) | rgb);
      }
    }
    return image;
  }

  private List<Step> steps() throws IOException {
    Path file = Vips.write(picture(9, 7, true), "png", folder.resolve("layer.png"));
    Overlay layer = new Overlay("layer").in(file).as(ImageFormat.PNG, new Size(9, 7));
    Curve.Line line =
        new Curve.Line(
            List.of(new Curve.Point(0, 20), new Curve.Point(90, 200), new Curve.Point(255, 9)));
    return List.of(
        new Watermark(layer, CENTER, REPEAT, 20, 0, 0),
        new Watermark(layer, REPEAT, REPEAT, 0, 40, 30),
        new Frame(layer),
        new Colorize(10, 60, 100, new Rgb(200, 10, 90)),
        new Curve(line, line, line, line),
        new Equalize(),
        new Noise(30, 7),
        new Saturation(1.7),
        new Sharpen(1, 1.5, true),
        new RoundCorner(9, 5, new Rgb(1, 2, 3), true),
        new Trim(Trim.Corner.TOP_LEFT, 90),
        new Pad(60, 50, new Pad.Fill.Mean(), true));
  }

  @Test
  void givesTheSamePixelsAsTheBuiltInEngine() throws IOException {
    for (boolean alpha : new boolean[] {false, true}) {
      Path source = Vips.write(picture(50, 40, alpha), "png", folder.resolve("source.png"));
      for (Step step : steps()) {
        Recipe recipe = Vips.steps(step);
        assertThat(engine.supports(ImageFormat.PNG, recipe, ImageFormat.PNG)).isTrue();
        BufferedImage fast = render(engine, source, recipe);
        BufferedImage own = render(builtin, source, recipe);
        assertThat(argb(fast)).as("%s, alpha %s", step.canonical(), alpha).isEqualTo(argb(own));
        ImageInfo info = engine.probe(source, ImageFormat.PNG);
        assertThat(engine.heap(info, recipe)).isGreaterThan(2000L * 8);
        BufferedImage seen = engine.look(source, info, recipe, Vips.soon());
        assertThat(argb(seen)).as(step.canonical()).isEqualTo(argb(own));
      }
    }
  }

  @Test
  void writesThemInFormatsThatTheOtherDoesNotHave() throws IOException {
    Path source = Vips.write(picture(50, 40, true), "png", folder.resolve("source.png"));
    Path result = folder.resolve("r.webp");
    ImageInfo info = engine.probe(source, ImageFormat.PNG);
    for (Step step : steps()) {
      engine.render(source, info, Vips.steps(step), ImageFormat.WEBP, result, Vips.soon());
      assertThat(engine.probe(result, ImageFormat.WEBP).size().width()).isGreaterThan(20);
    }
  }

  @Test
  void laysAWatermarkOnEachFrame() throws IOException, InterruptedException {
    Path both = Vips.write(picture(40, 60, false), "png", folder.resolve("both.png"));
    Path source = folder.resolve("moving.gif");
    Vips.command("vips", "gifsave", both.toString(), source.toString(), "--page-height", "30");
    ImageInfo info = engine.probe(source, ImageFormat.GIF);
    Path red = folder.resolve("red.png");
    BufferedImage mark = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 100; i++) {
      mark.setRGB(i % 10, i / 10, 0xFF0000);
    }
    Overlay layer =
        new Overlay("red").in(Vips.write(mark, "png", red)).as(ImageFormat.PNG, new Size(10, 10));
    Recipe recipe = Vips.steps(new Watermark(layer, CENTER, CENTER, 0, 0, 0));
    for (ImageEngine each : List.of(engine, builtin)) {
      Path result = folder.resolve("result.gif");
      each.render(source, info, recipe, ImageFormat.GIF, result, Vips.soon());
      for (String page : List.of("0", "1")) {
        Path frame = folder.resolve("frame.png");
        Vips.command("vips", "gifload", result.toString(), frame.toString(), "--page", page);
        int rgb = ImageIO.read(frame.toFile()).getRGB(20, 15);
        assertThat(VipsEngineTest.near(rgb, 0xff0000)).as(page).isTrue();
      }
    }
  }

  @Test
  void trimsAllFramesByTheFirst() throws IOException, InterruptedException {
    BufferedImage both = new BufferedImage(40, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 100; i++) {
      both.setRGB(10 + i % 10, 5 + i / 10, 0xFF0000);
      both.setRGB(5 + i % 25, 40 + i / 25, 0x00FF00);
    }
    Path pages = Vips.write(both, "png", folder.resolve("both.png"));
    Path source = folder.resolve("moving.gif");
    Vips.command("vips", "gifsave", pages.toString(), source.toString(), "--page-height", "30");
    ImageInfo info = engine.probe(source, ImageFormat.GIF);
    Path result = folder.resolve("result.gif");
    for (ImageEngine each : List.of(engine, builtin)) {
      Recipe recipe = Vips.steps(new Trim(Trim.Corner.TOP_LEFT, 30));
      each.render(source, info, recipe, ImageFormat.GIF, result, Vips.soon());
      ImageInfo made = engine.probe(result, ImageFormat.GIF);
      assertThat(made.frames()).isEqualTo(2);
      assertThat(made.size()).isEqualTo(new Size(10, 10));
    }
  }

  private BufferedImage render(ImageEngine by, Path source, Recipe recipe) throws IOException {
    Path result = folder.resolve("result.png");
    ImageInfo info = by.probe(source, ImageFormat.PNG);
    by.render(source, info, recipe, ImageFormat.PNG, result, Vips.soon());
    return ImageIO.read(result.toFile());
  }

  private static int[] argb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
