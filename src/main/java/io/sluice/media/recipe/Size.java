package io.sluice.media.recipe;

/**
 * Of a picture.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record Size(int width, int height) {
  /** Refuses what is no picture. */
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture has at least one pixel");
    }
  }

  /**
   * How many pixels there are.
   *
   * @return at least 1
   */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * The size of the picture lying on its side.
   *
   * @return width and height exchanged
   */
  public Size turned() {
    return new Size(/* width= */ height, /* height= */ width);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
