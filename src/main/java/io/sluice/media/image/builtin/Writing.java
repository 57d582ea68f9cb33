package io.sluice.media.image.builtin;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes a picture into a file, without metadata.
 *
 * @param output quality and longest length
 * @param format JPEG, PNG or GIF
 * @param result the file
 * @param check called between tries
 */
record Writing(Output output, ImageFormat format, Path result, Runnable check) {
  private static final Rgb WHITE = new Rgb(255, 255, 255);
  private static final int LOWEST_QUALITY = 10;
  private static final int LONGEST_SIDE = 65_500;

  static boolean makes(ImageFormat format) {
    return format == ImageFormat.JPEG || format == ImageFormat.PNG || format == ImageFormat.GIF;
  }

  Size write(BufferedImage image) throws IOException {
    Size size = new Size(image.getWidth(), image.getHeight());
    check.run();
    // PNG alone has more than 16 bits for a side.
    if (format != ImageFormat.PNG && Math.max(size.width(), size.height()) > LONGEST_SIDE) {
      throw new HttpErrorException(MediaError.RESULT_TOO_LARGE, "no " + format + " is " + size);
    }
    switch (format) {
      case JPEG -> writeJpeg(Backdrop.behind(image, WHITE));
      case PNG -> {
        try (OutputStream out = Files.newOutputStream(result)) {
          encode(image, ImageFormat.PNG, 0, out);
        }
      }
      default -> {
        try (GifOutput gif = new GifOutput(result, size, -1)) {
          gif.add(image, 0, check);
        }
      }
    }
    return size;
  }

  private void writeJpeg(BufferedImage image) throws IOException {
    byte[] best = jpeg(image, output.quality());
    if (output.maxBytes() > 0 && best.length > output.maxBytes()) {
      best = fitting(image);
    }
    Files.write(result, best);
  }

  /** The best quality that is short enough; the lowest when none is. */
  private byte[] fitting(BufferedImage image) throws IOException {
    int low = Math.min(LOWEST_QUALITY, output.quality());
    int high = output.quality() - 1;
    byte[] best = jpeg(image, low);
    while (low < high && best.length <= output.maxBytes()) {
      int middle = (low + high + 1) / 2;
      byte[] tried = jpeg(image, middle);
      if (tried.length <= output.maxBytes()) {
        best = tried;
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return best;
  }

  private byte[] jpeg(BufferedImage image, int quality) throws IOException {
    check.run();
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    encode(image, ImageFormat.JPEG, quality, out);
    return out.toByteArray();
  }

  private static void encode(BufferedImage image, ImageFormat as, int quality, OutputStream to)
      throws IOException {
    ImageWriter writer = Codecs.writer(as);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(to)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (as == ImageFormat.JPEG) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality / 100f);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
