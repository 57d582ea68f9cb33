package io.sluice.media.image.vips;

import com.sun.jna.Pointer;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Encodes an image without its metadata, and writes it to a file. */
final class VipsSaver {
  /** Its encoder cannot be stopped; this many take about a second and a half at this effort. */
  static final long MAX_AVIF_PIXELS = 4_000_000;

  private static final int MAX_WEBP_SIDE = 16_383;
  private static final int MAX_SIDE = 65_500;
  private static final int AV1 = 4;

  private VipsSaver() {}

  /** Whether it is encoded with a loss, and so with a quality. */
  private static boolean isLossy(ImageFormat format) {
    return format == ImageFormat.JPEG || format == ImageFormat.WEBP || format == ImageFormat.AVIF;
  }

  /** Whether a format is written here, if the library was built with it. */
  static boolean knows(ImageFormat format) {
    return isLossy(format) || format == ImageFormat.PNG || format == ImageFormat.GIF;
  }

  /** Whether the image is encoded more than once, and so must be in memory. */
  static boolean repeats(ImageFormat to, Output output) {
    return output.maxBytes() > 0 && isLossy(to);
  }

  /**
   * Refuses what the format has no room for, or what would take too long to encode.
   *
   * @param to the format of the result
   * @param size of one frame
   * @throws HttpErrorException {@link MediaError#RESULT_TOO_LARGE} (422)
   */
  static void check(ImageFormat to, Size size) {
    int side = to == ImageFormat.WEBP ? MAX_WEBP_SIDE : MAX_SIDE;
    if (Math.max(size.width(), size.height()) > side
        || (to == ImageFormat.AVIF && size.pixels() > MAX_AVIF_PIXELS)) {
      throw new HttpErrorException(MediaError.RESULT_TOO_LARGE, size + " as " + to);
    }
  }

  /**
   * Encodes and writes.
   *
   * @param run that owns the image
   * @param image ready, without alpha for JPEG
   * @param to known
   * @param output quality and length; a length is no limit for formats without a quality
   * @param result is written anew
   * @throws HttpErrorException {@link MediaError#RESULT_TOO_LARGE} (422) when it is too long even
   *     at the lowest quality
   * @throws IOException the result cannot be written
   */
  static void save(VipsRun run, Pointer image, ImageFormat to, Output output, Path result)
      throws IOException {
    if (!repeats(to, output)) {
      encode(run, image, to, output.quality(), Integer.MAX_VALUE, result);
      return;
    }
    if (encode(run, image, to, output.quality(), output.maxBytes(), result)) {
      return;
    }
    int fits = 0;
    int tooLong = output.quality();
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) / 2;
      if (encode(run, image, to, middle, output.maxBytes(), result)) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    if (fits == 0) {
      throw new HttpErrorException(MediaError.RESULT_TOO_LARGE, "more than " + output.maxBytes());
    }
  }

  /** Writes the file only where it fits: the last one that did is the best. */
  private static boolean encode(
      VipsRun run, Pointer image, ImageFormat to, int quality, int maxBytes, Path result)
      throws IOException {
    boolean[] fits = new boolean[1];
    run.encode(
        operation(to),
        image,
        bytes -> {
          fits[0] = bytes.remaining() <= maxBytes;
          if (fits[0]) {
            write(bytes, result);
          }
        },
        options(to, quality));
    return fits[0];
  }

  private static void write(ByteBuffer bytes, Path result) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            result,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }

  static String operation(ImageFormat to) {
    return switch (to) {
      case JPEG -> "jpegsave_buffer";
      case PNG -> "pngsave_buffer";
      case WEBP -> "webpsave_buffer";
      case AVIF -> "heifsave_buffer";
      case GIF -> "gifsave_buffer";
      default -> throw new IllegalArgumentException("not supported: " + to);
    };
  }

  static Object[] options(ImageFormat to, int quality) {
    return switch (to) {
      case JPEG, WEBP -> new Object[] {"Q", quality, "strip", 1};
      case AVIF -> new Object[] {"Q", quality, "compression", AV1, "effort", 2, "strip", 1};
      case GIF -> new Object[] {"effort", 3, "strip", 1};
      default -> new Object[] {"strip", 1};
    };
  }
}
