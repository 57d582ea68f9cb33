package io.sluice.media.recipe;

/** A step that gives a picture another size; it may cut off parts first. */
public interface Scale extends Step {
  /**
   * What this step does to a picture of some size.
   *
   * @param source of the picture as it is before this step
   * @return a part of the source, and the size it is brought to
   */
  Placement place(Size source);

  @Override
  default Size after(Size before) {
    return place(before).target();
  }
}
