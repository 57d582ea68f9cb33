package io.sluice.media.recipe;

/**
 * Puts the picture in the middle of a larger one; a side that is longer already stays.
 *
 * @param width in pixels; 0 for that of the picture
 * @param height in pixels; 0 for that of the picture
 * @param fill what surrounds it
 * @param fillTransparent whether it also shows through transparent pixels
 */
public record Pad(int width, int height, Fill fill, boolean fillTransparent) implements Step {
  /** What can surround a picture. */
  public sealed interface Fill {
    /** Nothing: the surroundings are transparent. */
    record Transparent() implements Fill {
      @Override
      public String toString() {
        return "transparent";
      }
    }

    /** The mean colour of the picture. */
    record Mean() implements Fill {
      @Override
      public String toString() {
        return "mean";
      }
    }

    /** The picture itself, stretched and blurred. */
    record Blurred() implements Fill {
      @Override
      public String toString() {
        return "blurred";
      }
    }

    /**
     * One colour.
     *
     * @param color opaque
     */
    record Solid(Rgb color) implements Fill {
      @Override
      public String toString() {
        return color.toString();
      }
    }
  }

  @Override
  public Size after(Size before) {
    return new Size(Math.max(width, before.width()), Math.max(height, before.height()));
  }

  @Override
  public String canonical() {
    return "pad(" + width + "," + height + "," + fill + "," + fillTransparent + ")";
  }
}
