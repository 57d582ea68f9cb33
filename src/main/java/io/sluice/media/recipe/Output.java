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
 */
public record Output(
    @Nullable ImageFormat format, List<ImageFormat> welcome, int quality, int maxBytes) {
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
    this(format, List.of(), quality, maxBytes);
  }

  /**
   * The same for a client that shows more.
   *
   * @param formats as above
   * @return a copy
   */
  public Output welcoming(List<ImageFormat> formats) {
    return new Output(format, formats, quality, maxBytes);
  }

  /**
   * The same in another format.
   *
   * @param other the format
   * @return a copy
   */
  public Output in(@Nullable ImageFormat other) {
    return new Output(other, welcome, quality, maxBytes);
  }

  String canonical() {
    String name = format == null ? "source" : format.name().toLowerCase(Locale.ROOT);
    for (ImageFormat other : format == null ? welcome : List.<ImageFormat>of()) {
      name += "|" + other.name().toLowerCase(Locale.ROOT);
    }
    return name + "," + quality + (maxBytes == 0 ? "" : "," + maxBytes);
  }
}
