package io.sluice.media.image.vips;

import com.sun.jna.Pointer;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings pixels into 8-bit sRGB, with alpha where there is some, and resamples them. */
final class VipsColors {
  static final int BYTES = 0;
  private static final int WORDS = 2;
  private static final int SRGB = 22;
  private static final int RGB16 = 25;
  private static final int GREY16 = 26;

  private final VipsRun run;
  private final VipsFunctions functions;

  VipsColors(VipsRun run) {
    this.run = run;
    this.functions = run.functions();
  }

  Size size(Pointer image) {
    return new Size(functions.vips_image_get_width(image), functions.vips_image_get_height(image));
  }

  boolean hasAlpha(Pointer image) {
    return functions.vips_image_hasalpha(image) != 0;
  }

  /**
   * Cuts and resamples; alpha is multiplied in meanwhile, so that no colour of what cannot be seen
   * shows at edges.
   *
   * @param image of any kind
   * @param placement inside it
   * @return exactly of the target's size
   */
  Pointer place(Pointer image, Placement placement) {
    Size part = placement.part();
    Pointer cut =
        placement.isWhole(size(image))
            ? image
            : run.apply(
                "extract_area",
                image,
                placement.left(),
                placement.top(),
                part.width(),
                part.height());
    if (placement.target().equals(part)) {
      return cut;
    }
    if (!hasAlpha(cut)) {
      return resize(cut, placement.target());
    }
    return withoutAlpha(cut, i -> resize(i, placement.target()));
  }

  /** Does something to the colours as they would be seen on black, and divides alpha out again. */
  Pointer withoutAlpha(Pointer image, java.util.function.UnaryOperator<Pointer> work) {
    int format = functions.vips_image_get_format(image);
    Pointer multiplied = run.apply("premultiply", image);
    return round(run.apply("unpremultiply", work.apply(multiplied)), format);
  }

  private Pointer resize(Pointer image, Size target) {
    Size size = size(image);
    double across = (double) target.width() / size.width();
    double down = (double) target.height() / size.height();
    Pointer resized = run.apply("resize", image, across, "vscale", down);
    Size made = size(resized);
    if (made.equals(target)) {
      return resized;
    }
    // Rounding inside the library: the last row or column is cut, or said twice.
    int copy = 1;
    return run.apply("embed", resized, 0, 0, target.width(), target.height(), "extend", copy);
  }

  /** To whole numbers of some format: its own cast would cut them down. */
  Pointer round(Pointer image, int format) {
    int nearest = 0;
    return run.apply("cast", run.apply("round", image, nearest), format);
  }

  /**
   * Converts to sRGB by the embedded profile, or by what the format means without one.
   *
   * @param image of any kind
   * @return 3 or 4 bands of 8 bits
   * @throws HttpErrorException {@link MediaError#FORMAT_UNSUPPORTED} (415) for pixels without a
   *     colour
   */
  Pointer srgb(Pointer image) {
    Pointer color = bytes(image);
    if (functions.vips_image_get_typeof(color, "icc-profile-data") != 0) {
      Pointer managed = run.attempt("icc_transform", color, "srgb", "embedded", 1, "depth", 8);
      color = managed == null ? color : managed; // A broken profile is no reason to show nothing.
    }
    if (functions.vips_image_get_interpretation(color) != SRGB) {
      @Nullable Pointer converted = run.attempt("colourspace", color, SRGB);
      if (converted == null) {
        throw new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, "pixels without a colour");
      }
      color = converted;
    }
    int bands = functions.vips_image_get_bands(color);
    if (bands < 3) {
      throw new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, bands + " channels");
    }
    Pointer four = bands > 4 ? run.apply("extract_band", color, 0, "n", 4) : color;
    return functions.vips_image_get_format(four) == BYTES ? four : round(four, BYTES);
  }

  /** Alpha of 16 bits is not scaled along by a profile's transform. */
  private Pointer bytes(Pointer image) {
    int interpretation = functions.vips_image_get_interpretation(image);
    if (functions.vips_image_get_format(image) != WORDS
        || (interpretation != RGB16 && interpretation != GREY16)) {
      return image;
    }
    int gray = 1;
    return run.apply("colourspace", image, interpretation == RGB16 ? SRGB : gray);
  }

  /** Puts a colour behind; the result has no alpha. */
  Pointer flatten(Pointer image, Rgb color) {
    return hasAlpha(image)
        ? run.applyNumbers(
            "flatten", image, new Object[] {"background"}, color.red(), color.green(), color.blue())
        : image;
  }

  /** Per channel: value times factor plus offset, rounded and clamped; alpha stays. */
  Pointer linear(Pointer image, double factor, double... offsets) {
    int bands = functions.vips_image_get_bands(image);
    double[] factors = new double[bands];
    Arrays.fill(factors, factor);
    double[] added = Arrays.copyOf(offsets, bands);
    if (bands == 4) {
      factors[3] = 1;
    }
    Pointer first = functions.vips_array_double_new(factors, bands);
    try {
      Pointer result = run.applyNumbers("linear", image, new Object[] {first}, added);
      return round(result, BYTES);
    } finally {
      functions.vips_area_unref(first);
    }
  }
}
