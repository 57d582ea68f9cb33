package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Size;
import java.util.regex.Pattern;

/**
 * The name of a resize: {@code {size}-{factor}-{quality}-{upscale}-{signature}.{extension}}.
 *
 * <p>A name that parses is not yet to be trusted: see {@link ResizeSignature#check}.
 *
 * @param options what it asks for
 * @param unsigned the name without its signature, each character as it was written, because that is
 *     what is signed
 * @param signature 32 or 64 small hexadecimal digits
 */
public record ResizeName(ResizeOptions options, String unsigned, String signature) {
  private static final int MAX_CHARACTERS = 255;
  private static final int PARTS = 5;
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{64}");

  /**
   * Reads a name.
   *
   * @param text decoded; capitals are refused, since what is made would be stored under another
   *     name than the one that is asked for
   * @param maxSide the largest width and height, in pixels
   * @return what it asks for, with its signature, which is not checked
   * @throws HttpErrorException one row per part: 404 for what can be no name, 403 for what can be
   *     no signature, 400 for more than the limits
   */
  public static ResizeName parse(String text, int maxSide) {
    if (text.length() > MAX_CHARACTERS) {
      throw malformed(text.length() + " characters");
    }
    String[] parts = text.split("-", -1);
    if (parts.length != PARTS) {
      throw malformed(parts.length + " parts");
    }
    String last = parts[4];
    int dot = last.indexOf('.');
    if (dot < 0) {
      throw malformed("no extension");
    }
    Size target = SizeText.parse(parts[0], ResizeError.RESIZE_SIZE_MALFORMED);
    ResizeFactor factor = ResizeFactor.parse(parts[1]);
    int quality = SizeText.number(parts[2], ResizeError.RESIZE_QUALITY_MALFORMED);
    boolean upscale = upscale(parts[3]);
    requireWithin(target, maxSide);
    if (factor instanceof ResizeFactor.Sample sample) {
      requireWithin(sample.size(), maxSide);
    }
    ResizeOptions options =
        new ResizeOptions(target, factor, quality, upscale, last.substring(dot + 1));
    String signature = last.substring(0, dot);
    if (!SIGNATURE.matcher(signature).matches()) {
      throw new HttpErrorException(
          ResizeError.RESIZE_SIGNATURE_MALFORMED, signature.length() + " characters");
    }
    String unsigned = text.substring(0, text.length() - last.length() - 1) + last.substring(dot);
    return new ResizeName(options, unsigned, signature);
  }

  /**
   * The whole name.
   *
   * @return what was parsed, to the character
   */
  public String text() {
    int dot = unsigned.indexOf('.');
    return unsigned.substring(0, dot) + "-" + signature + unsigned.substring(dot);
  }

  private static boolean upscale(String word) {
    return switch (word) {
      case "upscale" -> true;
      case "noupscale" -> false;
      default -> throw new HttpErrorException(ResizeError.RESIZE_UPSCALE_UNKNOWN);
    };
  }

  private static void requireWithin(Size size, int maxSide) {
    if (size.width() > maxSide || size.height() > maxSide) {
      throw new HttpErrorException(ResizeError.RESIZE_SIZE_EXCEEDED, "more than " + maxSide);
    }
  }

  private static HttpErrorException malformed(String detail) {
    return new HttpErrorException(ResizeError.RESIZE_NAME_MALFORMED, detail);
  }
}
