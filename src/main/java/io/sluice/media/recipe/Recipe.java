package io.sluice.media.recipe;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What is to become of a source.
 *
 * @param steps in the order in which they are done
 * @param output the form of the result
 */
public record Recipe(List<Step> steps, Output output) {
  /** Leaves the source as it is. */
  public static final Recipe NOTHING = new Recipe(List.of(), Output.DEFAULT);

  /** Takes a copy. */
  public Recipe {
    steps = List.copyOf(steps);
  }

  /**
   * How large a picture gets on its way.
   *
   * @param before its size before the steps
   * @param steps in their order
   * @return pixels of the largest picture there is before, between and after them
   */
  public static long mostPixels(Size before, List<Step> steps) {
    Size size = before;
    long most = size.pixels();
    for (Step step : steps) {
      size = step.after(size);
      most = Math.max(most, size.pixels());
    }
    return most;
  }

  /**
   * The second pictures that the steps need.
   *
   * @return in the order of the steps; one that is needed twice, twice
   */
  public List<Overlay> overlays() {
    return steps.stream()
        .filter(Layered.class::isInstance)
        .map(step -> ((Layered) step).overlay())
        .toList();
  }

  /**
   * The same with second pictures of which more is known.
   *
   * @param known gives each anew
   * @return a copy
   */
  public Recipe withOverlays(UnaryOperator<Overlay> known) {
    return withSteps(
        steps.stream()
            .map(s -> s instanceof Layered step ? step.with(known.apply(step.overlay())) : s)
            .toList());
  }

  /**
   * The same form of the result by other steps.
   *
   * @param others replace all steps
   * @return a copy
   */
  public Recipe withSteps(List<? extends Step> others) {
    return new Recipe(List.copyOf(others), output);
  }

  /**
   * One text for all recipes that give the same result, and no other.
   *
   * @return printable ASCII without line breaks; a part of a variant's key, so a change of it for a
   *     known recipe makes every stored variant of it anew
   */
  public String canonical() {
    return steps.stream().map(s -> s.canonical() + "/").collect(Collectors.joining())
        + output.canonical();
  }
}
