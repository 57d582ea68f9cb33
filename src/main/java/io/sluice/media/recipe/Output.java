package io.sluice.media.recipe;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The form of a result.
 *
 * @param format null for that of the source, or the nearest that every browser shows
 * @param welcome formats that the client can show too, the best first: where none was asked for,
 *     and the source does not move, it gets the first that can be made
 * @param quality of a lossy format, 1 to 100
 * @param maxBytes how long the result may be at most, got by lowering the quality; 0 for any length
 * @param opaquePngAsJpeg whether a result that would be PNG because its source is, becomes JPEG
 *     when no pixel of it shows what is behind
 */
public record Output(
    @Nullable ImageFormat format,
    List<ImageFormat> welcome,
    int quality,
    int maxBytes,
    boolean opaquePngAsJpeg) {
  /** Good enough for pictures on a page, in a format that depends on the source. */
  public static final Output DEFAULT = new Output(null, 80, 0);

  /** Refuses a quality or length that does not exist. */
  public Output {
    welcome = List.copyOf(welcome);
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality is 1 to 100");
    }
    if (maxBytes < 0) {
      throw new IllegalArgumentException("no file has less than 0 bytes");
    }
  }

  /**
   * In a given format, or that of the source.
   *
   * @param format as above
   * @param quality as above
   * @param maxBytes as above
   */
  public Output(@Nullable ImageFormat format, int quality, int maxBytes) {
    this(format, List.of(), quality, maxBytes, false);
  }

  /**
   * The same for a client that shows more.
   *
   * @param formats as above
   * @return a copy
   */
  public Output welcoming(List<ImageFormat> formats) {
    return new Output(format, formats, quality, maxBytes, opaquePngAsJpeg);
  }

  /**
   * The same in another format.
   *
   * @param other the format
   * @return a copy
   */
  public Output in(@Nullable ImageFormat other) {
    return new Output(other, welcome, quality, maxBytes, opaquePngAsJpeg);
  }

  /**
   * The same with another quality.
   *
   * @param other 1 to 100
   * @return a copy
   */
  public Output withQuality(int other) {
    return new Output(format, welcome, other, maxBytes, opaquePngAsJpeg);
  }

  /**
   * The same with another bound of its length.
   *
   * @param most in bytes; 0 for none
   * @return a copy
   */
  public Output withMaxBytes(int most) {
    return new Output(format, welcome, quality, most, opaquePngAsJpeg);
  }

  /**
   * The same, but for whether PNG may become JPEG.
   *
   * @param may as {@link #opaquePngAsJpeg}
   * @return a copy
   */
  public Output withOpaquePngAsJpeg(boolean may) {
    return new Output(format, welcome, quality, maxBytes, may);
  }

  String canonical() {
    String name = format == null ? "source" : format.name().toLowerCase(Locale.ROOT);
    for (ImageFormat other : format == null ? welcome : List.<ImageFormat>of()) {
      name += "|" + other.name().toLowerCase(Locale.ROOT);
    }
    return name
        + ","
        + quality
        + (maxBytes == 0 ? "" : "," + maxBytes)
        + (opaquePngAsJpeg ? ",autojpg" : "");
  }
}
