package io.sluice.thumbor;

import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Trim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Thumbor URL asks for.
 *
 * @param signature raw, as it stands in the URL and not yet judged; null for an unsafe URL
 * @param message the raw text that is signed: all that follows the signature and its slash
 * @param debug whether the focus is to be shown and nothing scaled
 * @param meta whether the plan is wanted as JSON and not the picture
 * @param trim null for none
 * @param crop null for none
 * @param fitIn null when the picture is to be cut to the sides
 * @param sides the wished size
 * @param focus what stays when the picture is cut
 * @param filters in the order of the URL
 * @param image percent-decoded once, never empty
 */
public record ThumborRequest(
    @Nullable String signature,
    String message,
    boolean debug,
    boolean meta,
    @Nullable Trim trim,
    @Nullable Crop crop,
    @Nullable Fit fitIn,
    Sides sides,
    Alignment focus,
    List<FilterCall> filters,
    String image) {
  /** Takes a copy. */
  public ThumborRequest {
    filters = List.copyOf(filters);
  }

  /**
   * How the picture is fitted into its sides.
   *
   * @param full whether it covers them
   * @param adaptive whether they are turned to lie as the picture does
   */
  public record Fit(boolean full, boolean adaptive) {}

  /**
   * The wished size; each side is in pixels, {@link io.sluice.media.recipe.Box#OPEN} or {@link
   * io.sluice.media.recipe.Box#ORIGINAL}.
   *
   * @param width of the result
   * @param height of the result
   * @param flipX whether left and right are exchanged
   * @param flipY whether top and bottom are exchanged
   */
  public record Sides(int width, int height, boolean flipX, boolean flipY) {
    /** None wished. */
    public static final Sides NONE = new Sides(0, 0, false, false);
  }

  /**
   * Where the focus is.
   *
   * @param x 0 left, 0.5 in the middle, 1 right
   * @param y 0 at the top, 0.5 in the middle, 1 at the bottom
   * @param smart whether it should be found in the picture
   */
  public record Alignment(double x, double y, boolean smart) {}

  /**
   * Whether the URL is not signed.
   *
   * @return true for {@code unsafe/}
   */
  public boolean isUnsafe() {
    return signature == null;
  }
}
