package io.sluice.media.image.builtin;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The frames of a GIF, each as the whole canvas that is seen while it lasts. */
final class GifSource implements Closeable {
  private final ImageInputStream in;
  private final GifBlocks blocks;
  private final ImageReader reader;
  private final Pixels canvas;
  private final BufferedImage canvasImage;
  private final Runnable check;
  private int next;
  private byte[] before = new byte[0];

  GifSource(Path source, ImageInfo info, Runnable check) throws IOException {
    this.in = open(source);
    this.check = check;
    try {
      this.blocks = Damage.guarded(() -> GifBlocks.read(in, info.frames() - 1));
      if (!blocks.screen().equals(info.stored())) {
        throw Damage.of("another size than before");
      }
      this.reader = Codecs.reader(ImageFormat.GIF);
      in.seek(0);
      reader.setInput(in, false, true);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
    this.canvasImage = Pixels.create(info.stored().width(), info.stored().height(), 4);
    this.canvas = Pixels.of(canvasImage);
  }

  static ImageInfo probe(Path source, int maxFrames) throws IOException {
    try (ImageInputStream in = open(source)) {
      return Damage.guarded(
          () -> {
            GifBlocks blocks = GifBlocks.read(in, maxFrames);
            return new ImageInfo(ImageFormat.GIF, blocks.screen(), blocks.frames().size(), 1);
          });
    }
  }

  private static ImageInputStream open(Path source) throws IOException {
    return new FileInput(source);
  }

  int loops() {
    return blocks.loops();
  }

  boolean hasNext() {
    return next < blocks.frames().size();
  }

  /** How long the frame that {@link #next} gave last is seen, in 1/100 s. */
  int delay() {
    return blocks.frames().get(next - 1).delay();
  }

  /** The next canvas; the caller may change it. Opaque ones have no alpha. */
  BufferedImage next() {
    return Damage.guarded(
        () -> {
          check.run();
          GifBlocks.Frame frame = blocks.frames().get(next);
          BufferedImage image = reader.read(next);
          next++;
          if (frame.disposal() == 3) {
            before = canvas.samples().clone();
          }
          draw(Forms.of(image, null, check).image(), frame);
          BufferedImage seen = seen();
          dispose(image, frame);
          return seen;
        });
  }

  private void draw(BufferedImage image, GifBlocks.Frame frame) {
    Pixels from = Pixels.of(Pixels.widen(image, 4));
    int columns = Math.min(from.width(), canvas.width() - frame.left());
    for (int y = 0; y < from.height() && frame.top() + y < canvas.height(); y++) {
      int p = y * from.width() * 4;
      int o = ((frame.top() + y) * canvas.width() + frame.left()) * 4;
      for (int x = 0; x < columns; x++, p += 4, o += 4) {
        if (from.samples()[p] != 0) {
          System.arraycopy(from.samples(), p, canvas.samples(), o, 4);
        }
      }
    }
  }

  private void dispose(BufferedImage image, GifBlocks.Frame frame) {
    if (frame.disposal() == 3) {
      System.arraycopy(before, 0, canvas.samples(), 0, before.length);
    }
    if (frame.disposal() == 2) {
      int columns = Math.min(image.getWidth(), canvas.width() - frame.left());
      for (int y = 0; y < image.getHeight() && frame.top() + y < canvas.height(); y++) {
        int o = ((frame.top() + y) * canvas.width() + frame.left()) * 4;
        Arrays.fill(canvas.samples(), o, o + Math.max(0, columns) * 4, (byte) 0);
      }
    }
  }

  private BufferedImage seen() {
    byte[] from = canvas.samples();
    for (int i = 0; i < from.length; i += 4) {
      if (from[i] != -1) {
        return Pixels.copy(canvasImage);
      }
    }
    BufferedImage opaque = Pixels.create(canvas.width(), canvas.height(), 3);
    byte[] to = Pixels.of(opaque).samples();
    for (int i = 0, o = 0; i < from.length; i += 4, o += 3) {
      System.arraycopy(from, i + 1, to, o, 3);
    }
    return opaque;
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }
}
