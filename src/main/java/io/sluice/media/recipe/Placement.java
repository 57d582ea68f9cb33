package io.sluice.media.recipe;

/**
 * A part of a picture and the size it is brought to. Exact, so that every engine does the same.
 *
 * @param left the first column, from 0
 * @param top the first row, from 0
 * @param part the size of the part; it lies wholly inside the picture
 * @param target the size that the part is resampled to; the same as {@code part} for none
 */
public record Placement(int left, int top, Size part, Size target) {
  /**
   * The whole picture, resampled.
   *
   * @param source the picture's size
   * @param target the wanted size
   * @return nothing is cut off
   */
  public static Placement whole(Size source, Size target) {
    return new Placement(0, 0, source, target);
  }

  /**
   * Nothing to do.
   *
   * @param source the picture's size
   * @return the picture as it is
   */
  public static Placement unchanged(Size source) {
    return whole(source, source);
  }

  /**
   * Whether nothing is cut off.
   *
   * @param source the picture's size
   * @return true when the part is the picture
   */
  public boolean isWhole(Size source) {
    return part.equals(source);
  }
}
