package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import java.util.regex.Pattern;

/**
 * What a resize's name asks for.
 *
 * @param target the size in pixels
 * @param factor how it is come to
 * @param quality 1 to 100; counts for lossy formats
 * @param upscale whether a smaller source is made larger
 * @param extension without the dot before it: words of small ASCII letters and digits, joined by
 *     dots; the last one says the format
 */
public record ResizeOptions(
    Size target, ResizeFactor factor, int quality, boolean upscale, String extension) {
  /** The quality of names that do not ask for one. */
  public static final int DEFAULT_QUALITY = 65;

  private static final int MAX_QUALITY = 100;
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]+)*+");

  /**
   * Refuses what no name may ask for.
   *
   * @throws HttpErrorException {@link ResizeError#RESIZE_QUALITY_EXCEEDED} (400), {@link
   *     ResizeError#RESIZE_NAME_MALFORMED} (404) for the extension, {@link
   *     ResizeError#RESIZE_SAMPLE_UNEQUAL} (404)
   */
  public ResizeOptions {
    if (quality < 1 || quality > MAX_QUALITY) {
      throw new HttpErrorException(ResizeError.RESIZE_QUALITY_EXCEEDED);
    }
    if (!EXTENSION.matcher(extension).matches()) {
      throw new HttpErrorException(ResizeError.RESIZE_NAME_MALFORMED, "extension");
    }
    factor.scale(target, upscale);
  }

  /**
   * The step that gives the picture its size.
   *
   * @return a step of a recipe
   */
  public Scale scale() {
    return factor.scale(target, upscale);
  }

  /**
   * The name before it is signed, numbers without leading zeros.
   *
   * @return for example {@code 100x200-fit-80-noupscale.jpg}
   */
  public String unsigned() {
    String word = upscale ? "upscale" : "noupscale";
    return target + "-" + factor.word() + "-" + quality + "-" + word + "." + extension;
  }
}
