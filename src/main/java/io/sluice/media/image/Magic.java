package io.sluice.media.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.media.recipe.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells the format of a picture by its first bytes: neither its name nor what a client said of it
 * can choose the reader.
 */
public final class Magic {
  private static final int HEAD_BYTES = 32;

  private Magic() {}

  /**
   * Reads the first bytes of a file.
   *
   * @param file exists
   * @return null when they begin no picture that there is a name for
   * @throws IOException the file cannot be read
   */
  public static @Nullable ImageFormat of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD_BYTES));
    }
  }

  /**
   * Looks at the first bytes of a file.
   *
   * @param bytes 32 or more of them, or all of a shorter one
   * @return null when they begin no picture that there is a name for
   */
  public static @Nullable ImageFormat of(byte[] bytes) {
    String head = new String(bytes, ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return ImageFormat.JPEG;
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return ImageFormat.PNG;
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return ImageFormat.GIF;
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return ImageFormat.WEBP;
    }
    if (isTiff(head)) {
      return ImageFormat.TIFF;
    }
    if (head.startsWith("BM") && head.length() > 26 && head.startsWith("\0\0\0\0", 6)) {
      return ImageFormat.BMP;
    }
    if (head.startsWith("8BPS\0\u0001") || head.startsWith("8BPS\0\u0002")) {
      return ImageFormat.PSD;
    }
    if (head.startsWith("v/1\u0001")) {
      return ImageFormat.EXR;
    }
    return head.startsWith("ftyp", 4) ? ofBrand(head) : null;
  }

  private static boolean isTiff(String head) {
    return head.startsWith("II*\0")
        || head.startsWith("MM\0*")
        || head.startsWith("II+\0")
        || head.startsWith("MM\0+");
  }

  /** ISO/IEC 23008-12, 10: the brand of a still picture, or of a sequence of them. */
  private static @Nullable ImageFormat ofBrand(String head) {
    if (head.length() < 12) {
      return null;
    }
    return switch (head.substring(8, 12)) {
      case "avif", "avis" -> ImageFormat.AVIF;
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> ImageFormat.HEIC;
      default -> null;
    };
  }
}
