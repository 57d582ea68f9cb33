package io.sluice.thumbor;

import io.sluice.media.recipe.Background;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.ColorNames;
import io.sluice.media.recipe.Convolution;
import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Proportion;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.RoundCorner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters that take more than a line; each answers false when it does nothing. */
final class FilterEffects {
  private static final int MAX_RADIUS = 150;
  private static final Pattern AREA =
      Pattern.compile("(\\d{1,9})x(\\d{1,9}):(\\d{1,9})x(\\d{1,9})");
  private static final Set<String> FORMATS =
      Set.of("png", "jpeg", "jpg", "gif", "webp", "avif", "heic", "heif");

  private FilterEffects() {}

  static boolean background(FilterArguments a, FilterWishes w) {
    Rgb color = ColorNames.find(a.text(0));
    return color != null && w.add(new Background(color));
  }

  static boolean blur(FilterArguments a, FilterWishes w) {
    int radius = a.number(0);
    double sigma = Math.abs(a.decimal(1));
    return w.add(new Blur(Math.min(radius, MAX_RADIUS), sigma == 0 ? radius : sigma));
  }

  static boolean convolution(FilterArguments a, FilterWishes w) {
    List<Double> matrix = Arrays.stream(a.text(0).split(";", -1)).map(Double::valueOf).toList();
    int columns = a.number(1);
    int rows = matrix.size() / columns;
    if (rows * columns != matrix.size() || rows % 2 == 0 || columns % 2 == 0) {
      return false;
    }
    return w.add(new Convolution(matrix, columns, a.flag(2, true)));
  }

  static boolean fill(FilterArguments a, FilterWishes w) {
    Pad.Fill fill = surroundings(a.text(0));
    if (fill == null) {
      return false;
    }
    ThumborRequest.Fit fit = w.request.fitIn();
    ThumborRequest.Sides sides = w.request.sides();
    // How such a box lies is not known before the picture is.
    boolean known = fit == null || !fit.adaptive();
    int width = known ? Math.max(0, sides.width()) : 0;
    int height = known ? Math.max(0, sides.height()) : 0;
    return w.add(new Pad(width, height, fill, a.flag(1, false)));
  }

  private static Pad.@Nullable Fill surroundings(String word) {
    return switch (word) {
      case "transparent" -> new Pad.Fill.Transparent();
      case "auto" -> new Pad.Fill.Mean();
      case "blur" -> new Pad.Fill.Blurred();
      default -> {
        Rgb color = ColorNames.find(word);
        yield color == null ? null : new Pad.Fill.Solid(color);
      }
    };
  }

  static boolean focal(FilterArguments a, FilterWishes w) {
    Matcher sides = AREA.matcher(a.text(0));
    if (!sides.lookingAt()) {
      return false;
    }
    int left = Integer.parseInt(sides.group(1));
    int top = Integer.parseInt(sides.group(2));
    int right = Integer.parseInt(sides.group(3));
    int bottom = Integer.parseInt(sides.group(4));
    return left < right && top < bottom && w.areas.add(new Focus.Area(left, top, right, bottom));
  }

  /** An unknown format also takes back one that was asked for before, as the original does. */
  static boolean format(FilterArguments a, FilterWishes w) {
    String name = a.text(0).toLowerCase(Locale.ROOT);
    ImageFormat format = FORMATS.contains(name) ? ImageFormat.byExtension(name) : null;
    w.put(w.output.in(format));
    return format != null;
  }

  static boolean maxBytes(FilterArguments a, FilterWishes w) {
    return w.put(w.output.withMaxBytes(a.number(0)));
  }

  static boolean quality(FilterArguments a, FilterWishes w) {
    return w.put(w.output.withQuality(a.number(0, 1, 100)));
  }

  static boolean autoJpeg(FilterArguments a, FilterWishes w) {
    return w.put(w.output.withOpaquePngAsJpeg(a.flag(0, true)));
  }

  static boolean proportion(FilterArguments a, FilterWishes w) {
    double factor = a.decimal(0);
    return factor > 0 && factor <= 1 && w.add(new Proportion(factor));
  }

  static boolean rotate(FilterArguments a, FilterWishes w) {
    int degrees = a.number(0);
    int quarters = Math.floorMod(-(degrees / 90), 4);
    if (degrees % 90 != 0) {
      return false;
    }
    return quarters == 0 || w.add(new Rotate(quarters));
  }

  static boolean roundCorner(FilterArguments a, FilterWishes w) {
    String[] radii = a.text(0).split("\\|", -1);
    int across = Integer.parseInt(radii[0]);
    int down = Integer.parseInt(radii[radii.length - 1]);
    if (across < 1 || down < 1) {
      return false;
    }
    Rgb color = new Rgb(a.number(1, 0, 255), a.number(2, 0, 255), a.number(3, 0, 255));
    return w.add(new RoundCorner(across, down, color, a.flag(4, false)));
  }
}
