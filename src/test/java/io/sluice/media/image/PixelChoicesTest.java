package io.sluice.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.image.vips.VipsEngine;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Cover;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Fill;
import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.Frame;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Place;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Step;
import io.sluice.media.recipe.Trim;
import io.sluice.media.recipe.Watermark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided by the pixels, and second pictures, with each engine there is here. */
class PixelChoicesTest {
  private static final Fill SMART =
      new Fill(new Box(100, 100, false), new Focus(0.5, 0.5, List.of(), true), false);
  private static final Place START = new Place(Place.Kind.PIXELS, false, 0);

  @TempDir private Path folder;
  private final List<Images> each = new ArrayList<>();

  @BeforeEach
  void open() {
    ImagesConfig limits =
        new ImagesConfig(
            ImagesConfig.Choice.VIPS,
            null,
            null,
            1 << 20,
            1_000_000,
            10,
            1000,
            1,
            1,
            64 << 20,
            64 << 20);
    each.add(new Images(limits, List.of(new BuiltinEngine())));
    VipsEngine.open(null)
        .ifPresent(vips -> each.add(new Images(limits, List.of(vips, new BuiltinEngine()))));
  }

  @AfterEach
  void close() throws IOException {
    for (Images images : each) {
      images.close();
    }
  }

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("source." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
  }

  private BufferedImage render(Images images, Path source, Step... steps) throws IOException {
    Recipe recipe = new Recipe(List.of(steps), Output.DEFAULT.in(ImageFormat.PNG));
    return ImageIO.read(render(images, source, recipe).toFile());
  }

  private Path render(Images images, Path source, Recipe recipe) throws IOException {
    Path result = folder.resolve("result");
    images.render(source, recipe, result, new Deadline(Duration.ofMinutes(1)));
    return result;
  }

  @Test
  void keepsWhatThereIsToSeeWithEachEngine() throws IOException {
    for (String format : List.of("png", "jpg")) {
      Path source =
          write(EdgeEnergyTest.rough(700, 250, 500, 50, 150, BufferedImage.TYPE_INT_RGB), format);
      List<BufferedImage> results = new ArrayList<>();
      for (Images images : each) {
        BufferedImage image = render(images, source, SMART);
        // 250 of 700 columns, made 100 wide: the rough part is 60 of them.
        assertThat(rough(image)).as(format).hasSizeBetween(55, 66);
        results.add(image);
        Step cut = new Crop(100, 0, 700, 200);
        assertThat(rough(render(images, source, cut, SMART))).as(format).hasSizeBetween(70, 81);
        Step trim = new Trim(Trim.Corner.BOTTOM_RIGHT, 20);
        assertThat(render(images, source, trim, SMART).getWidth()).isEqualTo(100);
      }
      int[] first = rough(results.get(0)).stream().mapToInt(x -> x).toArray();
      for (BufferedImage image : results) {
        assertThat(rough(image).get(0)).isBetween(first[0] - 1, first[0] + 1);
      }
    }
  }

  /** Columns in which neighbours differ much. */
  private static List<Integer> rough(BufferedImage image) {
    List<Integer> columns = new ArrayList<>();
    for (int x = 0; x < image.getWidth(); x++) {
      int most = 0;
      for (int y = 1; y < image.getHeight(); y++) {
        int here = image.getRGB(x, y) & 255;
        most = Math.max(most, Math.abs(here - (image.getRGB(x, y - 1) & 255)));
      }
      if (most > 40) {
        columns.add(x);
      }
    }
    return columns;
  }

  @Test
  void looksAtASmallPictureOnly() throws IOException {
    Path source =
        write(EdgeEnergyTest.rough(2000, 1500, 0, 0, 300, BufferedImage.TYPE_INT_RGB), "jpg");
    ImagesConfig little =
        new ImagesConfig(
            ImagesConfig.Choice.AUTO,
            null,
            null,
            1 << 20,
            3_000_000,
            1,
            1000,
            1,
            1,
            8 << 20,
            8 << 20);
    try (Images images = new Images(little, List.of(new BuiltinEngine()))) {
      assertThat(render(images, source, SMART).getWidth()).isEqualTo(100);
    }
  }

  @Test
  void makesJpegOfPngOnlyWhereNothingIsTransparent() throws IOException {
    Output auto = Output.DEFAULT.withOpaquePngAsJpeg(true);
    BufferedImage clear = new BufferedImage(20, 10, BufferedImage.TYPE_INT_ARGB);
    BufferedImage opaque = EdgeEnergyTest.rough(20, 10, 0, 0, 5, BufferedImage.TYPE_INT_ARGB);
    Step pad = new Pad(30, 30, new Pad.Fill.Transparent(), false);
    for (Images images : each) {
      Path result = render(images, write(opaque, "png"), new Recipe(List.of(), auto));
      assertThat(Magic.of(result)).isEqualTo(ImageFormat.JPEG);
      result = render(images, write(opaque, "png"), new Recipe(List.of(pad), auto));
      assertThat(Magic.of(result)).isEqualTo(ImageFormat.PNG);
      result = render(images, write(clear, "png"), new Recipe(List.of(), auto));
      assertThat(Magic.of(result)).isEqualTo(ImageFormat.PNG);
      result =
          render(images, write(opaque, "png"), new Recipe(List.of(), auto.in(ImageFormat.GIF)));
      assertThat(Magic.of(result)).isEqualTo(ImageFormat.GIF);
      result = render(images, write(opaque, "gif"), new Recipe(List.of(), auto));
      assertThat(Magic.of(result)).isEqualTo(ImageFormat.GIF);
    }
  }

  @Test
  void takesTheFirstFrameAlone() throws IOException {
    Path source = folder.resolve("moving.gif");
    Files.write(source, moving(5));
    for (Images images : each) {
      Path result = render(images, source, new Recipe(List.of(), Output.DEFAULT));
      assertThat(images.probe(result).frames()).isEqualTo(5);
      result = render(images, source, new Recipe(List.of(new Cover()), Output.DEFAULT));
      assertThat(images.probe(result).frames()).isEqualTo(1);
      assertThat(Magic.of(result)).isEqualTo(ImageFormat.GIF);
    }
  }

  /** A picture of two colours, often: head, then one frame again and again. */
  private static byte[] moving(int frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 2, 0, 1, 0, (byte) 0x80, 0, 0});
    out.writeBytes(new byte[] {0, 0, 0, -1, -1, -1});
    for (int i = 0; i < frames; i++) {
      out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, 0, 9, 0, 0, 0});
      out.writeBytes(new byte[] {0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0});
      // Clear, 0, 1, end; three bits each.
      out.writeBytes(new byte[] {2, 2, 0x44, 0x0A, 0});
    }
    out.write(0x3B);
    return out.toByteArray();
  }

  private Overlay layer(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("layer." + format);
    ImageIO.write(image, format, file.toFile());
    return new Overlay("layer").in(file);
  }

  private static BufferedImage plain(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  private void requireError(Images images, Path source, MediaError error, Step... steps) {
    assertThatThrownBy(() -> render(images, source, steps))
        .isInstanceOfSatisfying(
            HttpErrorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void holdsASecondPictureToTheLimitsOfTheFirst() throws IOException {
    Path source = write(plain(90, 60), "png");
    Path text = Files.writeString(folder.resolve("text.png"), "<svg xmlns='x'/>");
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    Path cut = folder.resolve("cut.png");
    Files.copy(source, cut);
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(source), 60));
    Path large = Files.write(folder.resolve("large.png"), new byte[(1 << 20) + 1]);
    for (Images images : each) {
      requireError(images, source, MediaError.FORMAT_UNSUPPORTED, mark(text, 0, 0));
      requireError(images, source, MediaError.IMAGE_DAMAGED, mark(empty, 0, 0));
      requireError(images, source, MediaError.IMAGE_DAMAGED, mark(cut, 0, 0));
      requireError(images, source, MediaError.SOURCE_TOO_LARGE, mark(large, 0, 0));
      Overlay many = layer(plain(1001, 1000), "png");
      requireError(images, source, MediaError.SOURCE_TOO_LARGE, mark(many, 0, 0));
      Overlay high = layer(plain(1, 999), "png");
      requireError(images, source, MediaError.RESULT_TOO_LARGE, mark(high, 100, 0));
      requireError(images, source, MediaError.RESULT_TOO_LARGE, mark(high, 0, 999_999_999));
      requireError(images, source, MediaError.RESULT_TOO_LARGE, new Frame(high));
      assertThat(render(images, source, mark(high, 0, 0)).getHeight()).isEqualTo(60);
    }
  }

  private static Watermark mark(Path file, int width, int height) {
    return mark(new Overlay("layer").in(file), width, height);
  }

  private static Watermark mark(Overlay layer, int width, int height) {
    return new Watermark(layer, START, START, 0, width, height);
  }

  @Test
  void readsASecondPictureOfEachFormatOfTheBuiltInEngine() throws IOException {
    Path source = write(plain(90, 60), "png");
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      Overlay red =
          layer(EdgeEnergyTest.rough(40, 40, 0, 0, 0, BufferedImage.TYPE_INT_RGB), format);
      for (Images images : each) {
        BufferedImage image = render(images, source, mark(red, 0, 0));
        assertThat(image.getRGB(20, 20) & 255).as(format).isBetween(190, 210);
        assertThat(image.getRGB(50, 50) & 255).isZero();
      }
    }
  }
}
