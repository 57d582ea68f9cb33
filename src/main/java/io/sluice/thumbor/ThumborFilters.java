package io.sluice.thumbor;

import static io.sluice.thumbor.ArgumentKind.BOOLEAN;
import static io.sluice.thumbor.ArgumentKind.CURVE;
import static io.sluice.thumbor.ArgumentKind.DECIMAL;
import static io.sluice.thumbor.ArgumentKind.HEX;
import static io.sluice.thumbor.ArgumentKind.MATRIX;
import static io.sluice.thumbor.ArgumentKind.NON_ZERO;
import static io.sluice.thumbor.ArgumentKind.NUMBER;
import static io.sluice.thumbor.ArgumentKind.PLACE;
import static io.sluice.thumbor.ArgumentKind.POSITIVE;
import static io.sluice.thumbor.ArgumentKind.RADII;
import static io.sluice.thumbor.ArgumentKind.RATIO;
import static io.sluice.thumbor.ArgumentKind.TEXT;
import static io.sluice.thumbor.ArgumentKind.WORD;

import io.sluice.media.recipe.AddToChannels;
import io.sluice.media.recipe.Contrast;
import io.sluice.media.recipe.Cover;
import io.sluice.media.recipe.Equalize;
import io.sluice.media.recipe.Grayscale;
import io.sluice.media.recipe.Noise;
import io.sluice.media.recipe.Saturation;
import io.sluice.media.recipe.Sharpen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table of filters: the arguments of each, and what it does.
 *
 * @see <a href="https://thumbor.readthedocs.io/en/latest/filters.html">Thumbor, filters</a>
 */
public final class ThumborFilters {
  /** The filters that Thumbor knows and this door ignores. */
  public static final Set<String> NOT_DONE = Set.of("gifv", "red_eye");

  private static final double MAX_SHARPEN = 150;
  private static final Map<String, Row> TABLE = table();

  private ThumborFilters() {}

  /** What a filter does; false when it does nothing for what its arguments say. */
  private interface Effect {
    boolean apply(FilterArguments arguments, FilterWishes wishes);
  }

  private record Row(List<ArgumentKind> kinds, int required, Effect effect) {
    boolean fits(List<String> arguments) {
      if (arguments.size() < required || arguments.size() > kinds.size()) {
        return false;
      }
      for (int i = 0; i < arguments.size(); i++) {
        if (!kinds.get(i).fits(arguments.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The filters that this door does.
   *
   * @return their names
   */
  public static Set<String> done() {
    return Set.copyOf(TABLE.keySet());
  }

  /** Reads the filters of a request; those that are unknown or do not fit are only collected. */
  static FilterWishes read(ThumborRequest request) {
    FilterWishes wishes = new FilterWishes(request);
    for (FilterCall call : request.filters()) {
      Row row = TABLE.get(call.name());
      List<String> arguments = call.arguments();
      if (row == null
          || arguments == null
          || !row.fits(arguments)
          || !row.effect().apply(new FilterArguments(arguments), wishes)) {
        wishes.ignored.add(call);
      }
    }
    return wishes;
  }

  private static Row row(Effect effect, int required, ArgumentKind... kinds) {
    return new Row(List.of(kinds), required, effect);
  }

  private static Map<String, Row> table() {
    Map<String, Row> rows = new TreeMap<>();
    addColors(rows);
    addShapes(rows);
    addLayers(rows);
    addWishes(rows);
    return rows;
  }

  private static void addColors(Map<String, Row> rows) {
    rows.put("background_color", row(FilterEffects::background, 1, WORD));
    rows.put(
        "brightness",
        row((a, w) -> w.add(channels(percent(a, 0), percent(a, 0), percent(a, 0))), 1, NUMBER));
    rows.put("contrast", row((a, w) -> w.add(new Contrast(a.number(0, -100, 100))), 1, NUMBER));
    rows.put("equalize", row((a, w) -> w.add(new Equalize()), 0));
    rows.put("grayscale", row((a, w) -> w.add(new Grayscale()), 0));
    rows.put(
        "noise",
        row(
            (a, w) -> w.add(new Noise(a.number(0, 0, 100), a.size() > 1 ? a.number(1) : 0)),
            1,
            POSITIVE,
            POSITIVE));
    rows.put(
        "rgb",
        row(
            (a, w) -> w.add(channels(percent(a, 0), percent(a, 1), percent(a, 2))),
            3,
            NUMBER,
            NUMBER,
            NUMBER));
    rows.put(
        "saturation", row((a, w) -> w.add(new Saturation(Math.max(0, a.decimal(0)))), 1, DECIMAL));
  }

  private static AddToChannels channels(int red, int green, int blue) {
    return new AddToChannels(red, green, blue);
  }

  private static int percent(FilterArguments arguments, int index) {
    return 255 * arguments.number(index, -100, 100) / 100;
  }

  private static void addShapes(Map<String, Row> rows) {
    rows.put("blur", row(FilterEffects::blur, 1, NON_ZERO, DECIMAL));
    rows.put("convolution", row(FilterEffects::convolution, 2, MATRIX, NON_ZERO, BOOLEAN));
    rows.put("fill", row(FilterEffects::fill, 1, WORD, BOOLEAN));
    rows.put("proportion", row(FilterEffects::proportion, 1, DECIMAL));
    rows.put("rotate", row(FilterEffects::rotate, 1, NUMBER));
    rows.put(
        "round_corner",
        row(FilterEffects::roundCorner, 4, RADII, POSITIVE, POSITIVE, POSITIVE, BOOLEAN));
    rows.put(
        "sharpen",
        row(
            (a, w) -> {
              double radius = Math.max(0, Math.min(MAX_SHARPEN, a.decimal(1)));
              return w.add(new Sharpen(a.decimal(0), radius, a.flag(2, false)));
            },
            3,
            DECIMAL,
            DECIMAL,
            BOOLEAN));
  }

  private static void addLayers(Map<String, Row> rows) {
    rows.put(
        "watermark", row(LayerEffects::watermark, 4, TEXT, PLACE, PLACE, POSITIVE, RATIO, RATIO));
    rows.put("frame", row(LayerEffects::frame, 1, TEXT));
    rows.put("colorize", row(LayerEffects::colorize, 4, POSITIVE, POSITIVE, POSITIVE, HEX));
    rows.put("curve", row(LayerEffects::curve, 4, CURVE, CURVE, CURVE, CURVE));
    rows.put("extract_focal", row(LayerEffects::extractFocal, 0));
  }

  private static void addWishes(Map<String, Row> rows) {
    rows.put("autojpg", row(FilterEffects::autoJpeg, 0, BOOLEAN));
    rows.put("cover", row((a, w) -> w.add(new Cover()), 0));
    rows.put("focal", row(FilterEffects::focal, 1, TEXT));
    rows.put("format", row(FilterEffects::format, 1, TEXT));
    rows.put("max_bytes", row(FilterEffects::maxBytes, 1, POSITIVE));
    rows.put("quality", row(FilterEffects::quality, 1, POSITIVE));
    rows.put("max_age", row((a, w) -> (w.maxAgeSeconds = a.number(0)) >= 0, 1, POSITIVE));
    rows.put("no_upscale", row((a, w) -> w.noUpscale = true, 0));
    rows.put("stretch", row((a, w) -> w.stretch = true, 0));
    rows.put("upscale", row((a, w) -> w.upscale = true, 0));
    // No result holds either of them.
    rows.put("strip_exif", row((a, w) -> true, 0));
    rows.put("strip_icc", row((a, w) -> true, 0));
  }
}
