package io.sluice.media.image.vips;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.util.List;

/**
 * The order in which a recipe is worked off: the leading cuts and scales become one placement on
 * the picture as stored, so that the many pixels of a source are read once, in their order, and
 * only the few that are left are turned upright.
 *
 * @param first on the stored picture
 * @param rest the steps after it, on the upright picture
 */
record VipsPlan(Placement first, List<Step> rest) {
  /** What the resampler must have left to do for its result to be as sharp as from all pixels. */
  private static final double GAP = 1.5;

  static VipsPlan of(ImageInfo info, List<Step> steps) {
    Placement placement = Placement.unchanged(info.size());
    int done = 0;
    while (done < steps.size()
        && steps.get(done) instanceof Scale scale
        && placement.part().equals(placement.target())) {
      Placement next = scale.place(placement.target());
      placement =
          new Placement(
              placement.left() + next.left(),
              placement.top() + next.top(),
              next.part(),
              next.target());
      done++;
    }
    return new VipsPlan(
        stored(placement, info.size(), info.orientation()), steps.subList(done, steps.size()));
  }

  /** The same rectangle, seen from the picture as it lies in the file. */
  private static Placement stored(Placement seen, Size size, int orientation) {
    int fromRight = size.width() - seen.left() - seen.part().width();
    int fromBottom = size.height() - seen.top() - seen.part().height();
    int left =
        switch (orientation) {
          case 2, 3 -> fromRight;
          case 5, 6 -> seen.top();
          case 7, 8 -> fromBottom;
          default -> seen.left();
        };
    int top =
        switch (orientation) {
          case 3, 4 -> fromBottom;
          case 5, 8 -> seen.left();
          case 6, 7 -> fromRight;
          default -> seen.top();
        };
    return orientation >= 5
        ? new Placement(left, top, seen.part().turned(), seen.target().turned())
        : new Placement(left, top, seen.part(), seen.target());
  }

  /**
   * How much smaller the source may be decoded.
   *
   * @return 1, 2, 4 or 8
   */
  int shrink() {
    for (int shrink = 8; shrink > 1; shrink /= 2) {
      if (leavesEnough(first.part().width(), first.target().width(), shrink)
          && leavesEnough(first.part().height(), first.target().height(), shrink)) {
        return shrink;
      }
    }
    return 1;
  }

  private static boolean leavesEnough(int part, int target, int shrink) {
    return part >= target * GAP * shrink;
  }

  /**
   * The first placement on a source that was decoded smaller.
   *
   * @param whole the size of the stored picture
   * @param decoded its size as decoded
   * @return cut to the nearest pixel: at most a third of a pixel of the result beside it
   */
  Placement onDecoded(Size whole, Size decoded) {
    if (decoded.equals(whole)) {
      return first;
    }
    if (first.isWhole(whole)) {
      return Placement.whole(decoded, first.target());
    }
    int left = scaled(first.left(), whole.width(), decoded.width() - 1);
    int top = scaled(first.top(), whole.height(), decoded.height() - 1);
    int right = scaled(first.left() + first.part().width(), whole.width(), decoded.width());
    int bottom = scaled(first.top() + first.part().height(), whole.height(), decoded.height());
    Size part = new Size(Math.max(1, right - left), Math.max(1, bottom - top));
    return new Placement(left, top, part, first.target());
  }

  private static int scaled(int position, int whole, int decoded) {
    return (int) Math.min(decoded, Math.round((double) position * decoded / whole));
  }
}
