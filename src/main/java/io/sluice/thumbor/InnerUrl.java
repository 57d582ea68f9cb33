package io.sluice.thumbor;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Focus;
import org.jspecify.annotations.Nullable;

/**
 * A Thumbor URL that stands where an image should, at some depth.
 *
 * @param image that it names in the end
 * @param area that it crops
 */
record InnerUrl(String image, Focus.Area area) {
  private static final int MAX_DEPTH = 10;

  /**
   * Looks for a crop.
   *
   * @param url decoded once; its signature plays no part, as the one around covers it
   * @return null when there is none
   */
  static @Nullable InnerUrl find(String url) {
    String rest = url;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      ThumborRequest inner;
      try {
        inner = ThumborUrl.parse("/" + withoutHost(rest));
      } catch (HttpErrorException e) {
        return null;
      }
      Crop crop = inner.crop();
      if (crop != null) {
        boolean isArea = crop.left() < crop.right() && crop.top() < crop.bottom();
        return isArea
            ? new InnerUrl(
                inner.image(), new Focus.Area(crop.left(), crop.top(), crop.right(), crop.bottom()))
            : null;
      }
      rest = inner.image();
    }
    return null;
  }

  private static String withoutHost(String url) {
    String rest = url.replaceFirst("^https?://", "");
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(slash + 1);
  }
}
