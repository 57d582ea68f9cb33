package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import java.util.List;

/** Turns what a resize's name asks for into what is to be done. */
public final class ResizeRecipe {
  private static final int ANY_LENGTH = 0;

  private ResizeRecipe() {}

  /**
   * The recipe of a resize: one step that gives the size, then the format of the extension.
   *
   * @param options of a name whose signature is right
   * @return the same for all names that ask for the same
   * @throws HttpErrorException {@link ResizeError#RESIZE_FORMAT_UNKNOWN} (404) when the last word
   *     of the extension is that of no picture
   */
  public static Recipe of(ResizeOptions options) {
    String extension = options.extension();
    ImageFormat format =
        ImageFormat.byExtension(extension.substring(extension.lastIndexOf('.') + 1));
    if (format == null) {
      throw new HttpErrorException(ResizeError.RESIZE_FORMAT_UNKNOWN);
    }
    return new Recipe(List.of(options.scale()), new Output(format, options.quality(), ANY_LENGTH));
  }
}
