package io.sluice.media.image.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Proportion;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltinGifTest {
  private static final int RED = 0xFFFF0000;
  private static final int BLUE = 0xFF0000FF;

  @TempDir Path folder;

  private static BufferedImage plain(int argb) {
    BufferedImage image = Pixels.create(16, 8, 4);
    for (int i = 0; i < 128; i++) {
      image.setRGB(i % 16, i / 16, argb);
    }
    return image;
  }

  @Test
  void keepsFramesDelaysLoopsAndWhatIsSeenThroughThem() throws IOException {
    Path source = folder.resolve("source.gif");
    try (GifOutput out = new GifOutput(source, new Size(16, 8), 3)) {
      out.add(plain(RED), 7, () -> {});
      BufferedImage half = plain(0);
      half.setRGB(3, 3, BLUE);
      out.add(half, 11, () -> {});
      out.add(plain(BLUE), 0, () -> {});
    }
    Path result =
        TestingPictures.render(
            source, ImageFormat.GIF, ImageFormat.GIF, Output.DEFAULT, new Proportion(1));
    try (BuiltinEngine engine = new BuiltinEngine()) {
      ImageInfo info = engine.probe(result, ImageFormat.GIF);
      assertThat(info.frames()).isEqualTo(3);
      assertThat(info.stored()).isEqualTo(new Size(16, 8));
      try (GifSource frames = new GifSource(result, info, () -> {})) {
        assertThat(frames.loops()).isEqualTo(3);
        assertThat(frames.next().getRGB(5, 5)).isEqualTo(RED);
        assertThat(frames.delay()).isEqualTo(7);
        BufferedImage second = frames.next();
        assertThat(second.getRGB(3, 3)).isEqualTo(BLUE);
        assertThat(second.getRGB(5, 5) >>> 24).as("cleared").isZero();
        assertThat(frames.delay()).isEqualTo(11);
        assertThat(frames.next().getRGB(5, 5)).isEqualTo(BLUE);
        assertThat(frames.hasNext()).isFalse();
      }
    }
    BufferedImage first = TestingPictures.render(source, ImageFormat.GIF, new Proportion(0.5));
    assertThat(first.getWidth()).isEqualTo(8);
    assertThat(first.getRGB(2, 2)).isEqualTo(RED);
  }

  @Test
  void composesFramesAsTheirDisposalSays() throws IOException {
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    gif.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 2, 0, 1, 0, (byte) 0x80, 0, 0});
    gif.writeBytes(new byte[] {-1, 0, 0, 0, 0, -1});
    // Red twice; a blue pixel that is taken back; a blue pixel that is cleared; a red one.
    gif.writeBytes(frame(1, 0, 2, 0, 0));
    gif.writeBytes(frame(3, 0, 1, 1));
    gif.writeBytes(frame(2, 1, 1, 1));
    gif.writeBytes(frame(1, 0, 1, 0));
    gif.write(0x3B);
    Path source = folder.resolve("disposal.gif");
    Files.write(source, gif.toByteArray());
    ImageInfo info = GifSource.probe(source, 10);
    try (GifSource frames = new GifSource(source, info, () -> {})) {
      assertSeen(frames.next(), RED, RED);
      assertSeen(frames.next(), BLUE, RED);
      assertSeen(frames.next(), RED, BLUE);
      assertSeen(frames.next(), RED, 0);
    }
  }

  private static void assertSeen(BufferedImage image, int left, int right) {
    assertThat(new int[] {image.getRGB(0, 0), image.getRGB(1, 0)}).containsExactly(left, right);
  }

  private static byte[] frame(int disposal, int left, int width, int... indexes) {
    // Codes of three bits: clear, one or two indexes, end.
    int bits = 4 | indexes[0] << 3 | (width == 2 ? indexes[1] << 6 | 5 << 9 : 5 << 6);
    return new byte[] {
      0x21,
      (byte) 0xF9,
      4,
      (byte) (disposal << 2),
      1,
      0,
      0,
      0,
      0x2C,
      (byte) left,
      0,
      0,
      0,
      (byte) width,
      0,
      1,
      0,
      0,
      2,
      2,
      (byte) bits,
      (byte) (bits >> 8),
      0
    };
  }

  @Test
  void writesWhatOtherReadersRead() throws IOException {
    BufferedImage noise = Pixels.create(150, 150, 3);
    new Random(5).nextBytes(Pixels.of(noise).samples());
    BufferedImage few = Pixels.create(90, 90, 1);
    byte[] grays = Pixels.of(few).samples();
    new Random(6).nextBytes(grays);
    Path many = folder.resolve("many.gif");
    Path exact = folder.resolve("exact.gif");
    try (GifOutput out = new GifOutput(many, new Size(150, 150), -1)) {
      out.add(noise, 0, () -> {});
    }
    try (GifOutput out = new GifOutput(exact, new Size(90, 90), -1)) {
      out.add(few, 0, () -> {});
    }
    assertThat(TestingPictures.difference(noise, ImageIO.read(many.toFile()))).isLessThan(90);
    BufferedImage read = ImageIO.read(exact.toFile());
    for (int i = 0; i < grays.length; i++) {
      assertThat(read.getRGB(i % 90, i / 90) & 255).isEqualTo(grays[i] & 255);
    }
  }

  @Test
  void stopsCountingPastTheLimit() throws IOException {
    Path source = folder.resolve("long.gif");
    BufferedImage dot = plain(RED);
    try (GifOutput out = new GifOutput(source, new Size(16, 8), 0)) {
      for (int i = 0; i < 100; i++) {
        out.add(dot, 1, () -> {});
      }
    }
    assertThat(GifSource.probe(source, 10).frames()).isEqualTo(11);
    assertThat(GifSource.probe(source, 1000).frames()).isEqualTo(100);
  }
}
