package io.sluice.media.recipe;

/** One thing that is done to a picture. Immutable; equal when it does the same. */
public interface Step {
  /**
   * A part of {@link Recipe#canonical}.
   *
   * @return the step's name and every value that changes the result; printable ASCII without {@code
   *     /}
   */
  String canonical();

  /**
   * How large a picture is after this step.
   *
   * @param before its size before it
   * @return exact, except after a step that looks at pixels: that makes it no larger than this
   */
  default Size after(Size before) {
    return before;
  }
}
