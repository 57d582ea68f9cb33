package io.sluice.thumbor;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Recipe;
import io.sluice.source.LayeredSource;
import io.sluice.source.Source;
import io.sluice.source.SourceError;
import io.sluice.source.Sources;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An image together with the watermarks and frames that are laid on it.
 *
 * @param source has them as its layers
 * @param recipe names each by its version
 */
record Laid(Source source, Recipe recipe) {
  /**
   * Finds them, by the same rules as images.
   *
   * @param recipe names each by its URL
   * @throws HttpErrorException {@link ThumborError#THUMBOR_LAYER_MISSING} (400)
   * @throws IOException a store failed (answered as 503)
   */
  static Laid on(Source image, Recipe recipe, Sources sources) throws IOException {
    Map<String, String> names = new HashMap<>();
    Map<String, Source> layers = new HashMap<>();
    for (Overlay overlay : recipe.overlays()) {
      Source layer = find(overlay.name(), sources);
      String name = LayeredSource.nameOf(layer);
      names.put(overlay.name(), name);
      layers.put(name, layer);
    }
    if (layers.isEmpty()) {
      return new Laid(image, recipe);
    }
    return new Laid(
        new LayeredSource(image, layers),
        recipe.withOverlays(o -> new Overlay(Objects.requireNonNull(names.get(o.name())))));
  }

  private static Source find(String url, Sources sources) throws IOException {
    try {
      return sources.find(url);
    } catch (HttpErrorException e) {
      if (e.error() == SourceError.SOURCE_MISSING || e.error() == SourceError.SOURCE_REFUSED) {
        throw new HttpErrorException(
            ThumborError.THUMBOR_LAYER_MISSING, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}
