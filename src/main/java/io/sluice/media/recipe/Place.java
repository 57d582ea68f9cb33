package io.sluice.media.recipe;

import java.util.Locale;

/**
 * Where something lies along one side of a picture.
 *
 * @param kind what the amount means
 * @param fromEnd whether it is counted from the right or the bottom
 * @param amount in pixels, or in hundredths of the side; 0 for the other kinds
 */
public record Place(Kind kind, boolean fromEnd, int amount) {
  /** What an amount means. */
  public enum Kind {
    PIXELS,
    PERCENT,
    CENTER,
    /** As often as there is room. */
    REPEAT
  }

  private static final double HALF_GOES_UP = 1e-5;

  /** Outside of every picture, with room left in an int. */
  private static final double FAR = 1e9;

  /** Refuses an amount below 0. */
  public Place {
    if (amount < 0) {
      throw new IllegalArgumentException("counted from the end instead");
    }
  }

  /**
   * Where it begins.
   *
   * @param side of the picture
   * @param own side of what lies there
   * @return may be outside; 0 for what is repeated
   */
  int start(int side, int own) {
    double wanted =
        kind == Kind.PERCENT ? Math.rint((double) side * amount / 100 + HALF_GOES_UP) : amount;
    int pixels = (int) Math.min(FAR, wanted);
    return switch (kind) {
      case CENTER -> (side - own) / 2;
      case REPEAT -> 0;
      default -> fromEnd ? side - own - pixels : pixels;
    };
  }

  String canonical() {
    return kind.name().toLowerCase(Locale.ROOT) + (fromEnd ? "-" : "") + amount;
  }
}
