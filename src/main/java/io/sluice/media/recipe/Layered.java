package io.sluice.media.recipe;

/** A step that lays a second picture on the first. */
public interface Layered extends Step {
  /**
   * The second picture.
   *
   * @return as far as it is known
   */
  Overlay overlay();

  /**
   * The same with a second picture of which more is known.
   *
   * @param known replaces it
   * @return a copy
   */
  Layered with(Overlay known);

  /**
   * How large the second picture is made for a first one.
   *
   * @param picture the size of the first
   * @param layer its own size
   * @return the size it is resampled to
   */
  Size layerSize(Size picture, Size layer);
}
