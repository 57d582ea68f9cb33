package io.sluice.media.image;

import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Fill;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.Focus;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Settles what a recipe leaves to the pixels themselves. */
final class PixelChoices {
  private static final int LONG_SIDE = 256;

  private PixelChoices() {}

  /** Shows a picture after some steps, for as long as it takes to settle the recipe by it. */
  interface Look {
    Recipe after(List<Step> steps, Function<BufferedImage, Recipe> settle) throws IOException;
  }

  /** The step whose focus is to be found; -1 for none. */
  private static int smart(Recipe recipe) {
    for (int i = 0; i < recipe.steps().size(); i++) {
      if (recipe.steps().get(i) instanceof Fill fill
          && fill.focus().smart()
          && fill.focus().areas().isEmpty()
          && !fill.stretch()) {
        return i;
      }
    }
    return -1;
  }

  static boolean needsFocus(Recipe recipe) {
    return smart(recipe) >= 0;
  }

  /**
   * Finds what should stay in the picture, on a small one.
   *
   * @param recipe with a focus to be found
   * @param source its size before all steps
   * @param look at the picture after some of them
   * @return the same with the focus that was found
   */
  static Recipe withFocus(Recipe recipe, Size source, Look look) throws IOException {
    int at = smart(recipe);
    List<Step> before = recipe.steps().subList(0, at);
    boolean known = before.stream().allMatch(Scale.class::isInstance);
    List<Step> steps = new ArrayList<>(before);
    if (known) {
      steps.add(new FitIn(new Box(LONG_SIDE, LONG_SIDE, false), false, false, false));
    }
    return look.after(steps, image -> settled(recipe, source, at, known, image));
  }

  private static Recipe settled(
      Recipe recipe, Size source, int at, boolean isScaled, BufferedImage image) {
    Fill fill = (Fill) recipe.steps().get(at);
    Size size = new Size(image.getWidth(), image.getHeight());
    if (isScaled) {
      size = source;
      for (Step step : recipe.steps().subList(0, at)) {
        size = step.after(size);
      }
    }
    Focus.Area area = new EdgeEnergy(image).window(size, fill.place(size));
    Focus focus = new Focus(fill.focus().x(), fill.focus().y(), List.of(area), false);
    List<Step> settled = new ArrayList<>(recipe.steps());
    settled.set(at, new Fill(fill.box(), focus, false));
    return recipe.withSteps(settled);
  }

  static boolean isOpaque(BufferedImage image) {
    Raster raster = image.getRaster();
    if (!image.getColorModel().hasAlpha()) {
      return true;
    }
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 3, row);
      for (int alpha : row) {
        if (alpha < 255) {
          return false;
        }
      }
    }
    return true;
  }
}
