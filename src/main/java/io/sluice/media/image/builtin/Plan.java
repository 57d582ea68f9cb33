package io.sluice.media.image.builtin;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.util.List;

/**
 * What the steps at the beginning of a recipe ask of the source: one part of it, at one size.
 *
 * @param box the part, in the stored source
 * @param target the size it is brought to, before the orientation is applied
 * @param denominator by which the source may be decoded smaller: 1, 2, 4 or 8
 * @param rest the steps that come after
 */
record Plan(Box box, Size target, int denominator, List<Step> rest) {
  /** How much of the size the resampling needs for itself; below it detail would be lost. */
  private static final double SPARE = 1.5;

  private static final double SPARE_ON_CUTS = 2;

  static Plan of(ImageInfo info, Recipe recipe) {
    int left = 0;
    int top = 0;
    Size part = info.size();
    Size target = part;
    int done = 0;
    for (Step step : recipe.steps()) {
      if (!(step instanceof Scale scale) || !part.equals(target)) {
        break;
      }
      Placement placement = scale.place(part);
      left += placement.left();
      top += placement.top();
      part = placement.part();
      target = placement.target();
      done++;
    }
    Box seen = new Box(left, top, part.width(), part.height());
    double times =
        Math.min(part.width() / (double) target.width(), part.height() / (double) target.height());
    return new Plan(
        seen.stored(info.orientation(), info.stored()),
        info.orientation() >= 5 ? target.turned() : target,
        denominator(times),
        recipe.steps().subList(done, recipe.steps().size()));
  }

  private static int denominator(double times) {
    int denominator = 8;
    while (denominator > 1 && times < SPARE * denominator) {
      denominator /= 2;
    }
    return denominator;
  }

  /**
   * The size that another decoder may give the whole source: the target where all of it is wanted,
   * else so much more that cutting and resampling find what they need.
   */
  Size reduced(Size stored) {
    if (box.equals(Box.whole(stored))) {
      return new Size(
          Math.min(stored.width(), target.width()), Math.min(stored.height(), target.height()));
    }
    double times = Math.min(box.width() / target.width(), box.height() / target.height());
    double by = Math.max(1, times / SPARE_ON_CUTS);
    return new Size((int) Math.ceil(stored.width() / by), (int) Math.ceil(stored.height() / by));
  }
}
