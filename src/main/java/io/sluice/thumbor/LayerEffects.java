package io.sluice.thumbor;

import io.sluice.media.recipe.Colorize;
import io.sluice.media.recipe.Curve;
import io.sluice.media.recipe.Frame;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Place;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The filters that lay something on the picture; each answers false when it does nothing. */
final class LayerEffects {
  private static final Pattern POINT = Pattern.compile("\\((\\d+),(\\d+)\\)");

  private LayerEffects() {}

  /** The overlay is named by its URL until somebody finds it. */
  static boolean watermark(FilterArguments a, FilterWishes w) {
    return w.add(
        new Watermark(
            new Overlay(a.text(0)),
            place(a.text(1)),
            place(a.text(2)),
            a.number(3, 0, 100),
            ratio(a, 4),
            ratio(a, 5)));
  }

  private static Place place(String text) {
    if (text.equals("center") || text.equals("repeat")) {
      return new Place(text.equals("center") ? Place.Kind.CENTER : Place.Kind.REPEAT, false, 0);
    }
    boolean fromEnd = text.startsWith("-");
    boolean percent = text.endsWith("p");
    String digits = text.substring(fromEnd ? 1 : 0, text.length() - (percent ? 1 : 0));
    return new Place(
        percent ? Place.Kind.PERCENT : Place.Kind.PIXELS, fromEnd, Integer.parseInt(digits));
  }

  private static int ratio(FilterArguments a, int index) {
    return index >= a.size() || a.text(index).equals("none") ? 0 : a.number(index);
  }

  static boolean frame(FilterArguments a, FilterWishes w) {
    return w.add(new Frame(new Overlay(a.text(0))));
  }

  static boolean colorize(FilterArguments a, FilterWishes w) {
    int rgb = Integer.parseInt(a.text(3), 16);
    Rgb color = new Rgb(rgb >> 16, rgb >> 8 & 255, rgb & 255);
    return w.add(
        new Colorize(a.number(0, 0, 100), a.number(1, 0, 100), a.number(2, 0, 100), color));
  }

  static boolean curve(FilterArguments a, FilterWishes w) {
    List<Curve.Line> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      try {
        lines.add(new Curve.Line(points(a.text(i))));
      } catch (IllegalArgumentException e) {
        return false; // No curve goes through such points.
      }
    }
    return w.add(new Curve(lines.get(0), lines.get(1), lines.get(2), lines.get(3)));
  }

  private static List<Curve.Point> points(String text) {
    List<Curve.Point> points = new ArrayList<>();
    for (MatchResult point : POINT.matcher(text).results().toList()) {
      points.add(
          new Curve.Point(Integer.parseInt(point.group(1)), Integer.parseInt(point.group(2))));
    }
    return points;
  }

  /** An image that is itself a Thumbor URL with a crop: the crop is the focus in its own image. */
  static boolean extractFocal(FilterArguments a, FilterWishes w) {
    InnerUrl inner = InnerUrl.find(w.image);
    if (inner == null) {
      return false;
    }
    w.image = inner.image();
    return w.areas.add(inner.area());
  }
}
