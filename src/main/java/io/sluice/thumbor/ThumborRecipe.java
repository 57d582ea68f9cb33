package io.sluice.thumbor;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Convolution;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Fill;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Layered;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Sharpen;
import io.sluice.media.recipe.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a recipe: trim, crop, scale, flips, then the filters in the order of the URL.
 *
 * <p>It differs from Thumbor where that looks back at the picture as it was loaded: a crop after a
 * trim counts from what the trim left; {@code no_upscale} holds each side to the cropped picture;
 * {@code upscale} works before the other filters; {@code fill} after {@code adaptive-fit-in} pads
 * nothing, and after {@code no_upscale} it pads to the sides of the URL.
 *
 * @param recipe what the engine does
 * @param image what it is done to
 * @param maxAgeSeconds how long the answer may be kept, null for the server's own time
 * @param ignored the filters that are unknown, not done or whose arguments do not fit
 */
public record ThumborRecipe(
    Recipe recipe, String image, @Nullable Integer maxAgeSeconds, List<FilterCall> ignored) {
  private static final int MAX_COSTLY_FILTERS = 4;

  /** Takes a copy. */
  public ThumborRecipe {
    ignored = List.copyOf(ignored);
  }

  /**
   * Translates a request.
   *
   * @param request parsed; its signature plays no part
   * @return the same for the same request
   */
  public static ThumborRecipe of(ThumborRequest request) {
    FilterWishes wishes = ThumborFilters.read(request);
    List<Step> steps = new ArrayList<>();
    if (request.trim() != null) {
      steps.add(request.trim());
    }
    if (request.crop() != null) {
      steps.add(request.crop());
    }
    if (!request.debug()) {
      addScale(request, wishes, steps);
    }
    steps.addAll(wishes.steps);
    requireCheap(wishes.steps);
    return new ThumborRecipe(
        new Recipe(steps, wishes.output), wishes.image, wishes.maxAgeSeconds, wishes.ignored);
  }

  /**
   * The same for a client that shows more than every browser does.
   *
   * @param formats in the order in which they are liked best
   * @return a recipe for it
   */
  public Recipe welcoming(List<ImageFormat> formats) {
    return new Recipe(recipe.steps(), recipe.output().welcoming(formats));
  }

  /** Each looks at many neighbours of every pixel, or at a whole second picture. */
  private static boolean isCostly(Step step) {
    return step instanceof Blur
        || step instanceof Sharpen
        || step instanceof Convolution
        || step instanceof Layered;
  }

  /** A URL full of them would be a lever. */
  private static void requireCheap(List<Step> steps) {
    long costly = steps.stream().filter(ThumborRecipe::isCostly).count();
    if (costly > MAX_COSTLY_FILTERS) {
      throw new HttpErrorException(ThumborError.THUMBOR_TOO_MANY_FILTERS, costly + " costly ones");
    }
  }

  private static void addScale(ThumborRequest request, FilterWishes wishes, List<Step> steps) {
    ThumborRequest.Sides sides = request.sides();
    if (sides.width() != Box.OPEN || sides.height() != Box.OPEN) {
      steps.add(scale(request, wishes));
    }
    if (sides.flipX()) {
      steps.add(new Flip(true));
    }
    if (sides.flipY()) {
      steps.add(new Flip(false));
    }
  }

  private static Scale scale(ThumborRequest request, FilterWishes wishes) {
    ThumborRequest.Sides sides = request.sides();
    Box box = new Box(sides.width(), sides.height(), wishes.noUpscale);
    ThumborRequest.Fit fit = request.fitIn();
    if (fit != null) {
      return new FitIn(box, fit.full(), fit.adaptive(), wishes.upscale);
    }
    ThumborRequest.Alignment at = request.focus();
    List<Focus.Area> areas = areas(wishes.areas, request.crop());
    return new Fill(box, new Focus(at.x(), at.y(), areas, at.smart()), wishes.stretch);
  }

  /** Areas count in the uncropped picture; those whose middle is cut off count no more. */
  private static List<Focus.Area> areas(List<Focus.Area> areas, @Nullable Crop crop) {
    if (crop == null) {
      return areas;
    }
    return areas.stream()
        .filter(a -> a.centerX() >= crop.left() && a.centerX() <= crop.right())
        .filter(a -> a.centerY() >= crop.top() && a.centerY() <= crop.bottom())
        .map(a -> a.from(crop.left(), crop.top()))
        .toList();
  }
}
