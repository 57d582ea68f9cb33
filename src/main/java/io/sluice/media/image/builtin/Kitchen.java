package io.sluice.media.image.builtin;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.Placement;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.filters.ImageFilter;

/**
 * Cooks a plan: Thumbnailator with our resizer, then one image filter a step. Made for one run; the
 * frames of an animation go through the same one, so that they keep one size.
 */
final class Kitchen {
  private final Plan plan;
  private final ImageInfo info;
  private final Runnable check;
  private final List<ImageFilter> steps = new ArrayList<>();

  Kitchen(Plan plan, ImageInfo info, Runnable check) {
    this.plan = plan;
    this.info = info;
    this.check = check;
    for (Step step : plan.rest()) {
      steps.add(step instanceof Scale scale ? i -> scaled(i, scale) : StepTable.of(step, check));
    }
  }

  /**
   * Does all steps.
   *
   * @param decoded perhaps smaller by the denominator; its pixels may change
   * @param denominator by which it was decoded smaller
   */
  BufferedImage cook(Decoded decoded, int denominator) throws IOException {
    return cook(decoded, plan.box().dividedBy(denominator));
  }

  /**
   * Does all steps.
   *
   * @param decoded perhaps smaller; its pixels may change
   * @param box the part that the plan wants, in what was decoded
   */
  BufferedImage cook(Decoded decoded, Box box) throws IOException {
    List<ImageFilter> filters = new ArrayList<>();
    if (decoded.profile() != null) {
      filters.add(new ColorProfile(decoded.profile(), check));
    }
    filters.add(new Turn(info.orientation()));
    for (ImageFilter step : steps) {
      filters.add(
          image -> {
            check.run();
            return step.apply(image);
          });
    }
    BufferedImage image = decoded.image();
    Size size = new Size(image.getWidth(), image.getHeight());
    if (plan.target().equals(size) && box.equals(Box.whole(size))) {
      for (ImageFilter filter : filters) {
        image = filter.apply(image);
      }
      return image;
    }
    return resized(image, box, plan.target(), filters);
  }

  private BufferedImage scaled(BufferedImage image, Scale scale) {
    Size size = new Size(image.getWidth(), image.getHeight());
    Placement placement = scale.place(size);
    if (placement.equals(Placement.unchanged(size))) {
      return image;
    }
    Size part = placement.part();
    Box box = new Box(placement.left(), placement.top(), part.width(), part.height());
    try {
      return resized(image, box, placement.target(), List.of());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // It comes from memory, so nothing can fail.
    }
  }

  private BufferedImage resized(
      BufferedImage image, Box box, Size target, List<ImageFilter> filters) throws IOException {
    return Thumbnails.of(image)
        .forceSize(target.width(), target.height())
        .resizer(new LanczosResizer(box, check))
        .addFilters(filters)
        .asBufferedImage();
  }
}
