package io.sluice.media.image;

import io.sluice.media.MediaError;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One way of turning the bytes of a picture into another picture.
 *
 * <p>Safe for use by many threads. It opens no address, whatever a file names, and no other file.
 */
public interface ImageEngine extends Closeable {
  /**
   * A part of every variant's key, so that a change of what the engine makes shows.
   *
   * @return name and version, for example {@code builtin-2}
   */
  String name();

  /**
   * Whether this engine can do it.
   *
   * @param from the format of the source
   * @param recipe any
   * @param to the format of the result
   * @return true when format, steps and output are all known here
   */
  boolean supports(ImageFormat from, Recipe recipe, ImageFormat to);

  /**
   * Whether this engine is the better one for a picture, although others come before it.
   *
   * @param info of the source
   * @param recipe supported
   * @return false where it does not know better
   */
  default boolean excels(ImageInfo info, Recipe recipe) {
    return false;
  }

  /**
   * Reads size, frames and orientation; no pixel is decoded.
   *
   * @param source a file of the given format
   * @param format known from its first bytes
   * @return what its head says
   * @throws io.sluice.http.HttpErrorException {@link MediaError#IMAGE_DAMAGED} (422)
   * @throws IOException the file cannot be read
   */
  ImageInfo probe(Path source, ImageFormat format) throws IOException;

  /**
   * How much memory a run takes, so that no more run at once than there is room for.
   *
   * @param info of the source
   * @param recipe what is to be done
   * @return bytes, rather too many than too few
   */
  long memory(ImageInfo info, Recipe recipe);

  /**
   * Whether that memory is the Java heap.
   *
   * @return false for an engine of native code
   */
  default boolean usesHeap() {
    return true;
  }

  /**
   * How much of the Java heap a run takes where most of its memory is elsewhere.
   *
   * @param info of the source
   * @param recipe what is to be done
   * @return bytes; 0 where {@link #usesHeap}
   */
  default long heap(ImageInfo info, Recipe recipe) {
    return 0;
  }

  /**
   * Makes the first frame, to be looked at and not to be kept.
   *
   * @param source what {@link #probe} was asked about
   * @param info its answer
   * @param recipe supported; the form of its result plays no part
   * @param deadline asked often
   * @return 8 bits, sRGB or gray; alpha is the last band
   * @throws io.sluice.http.HttpErrorException as {@link #render}
   * @throws IOException the file cannot be read
   */
  BufferedImage look(Path source, ImageInfo info, Recipe recipe, Deadline deadline)
      throws IOException;

  /**
   * Makes the result: upright (the source's orientation applied), in sRGB, without metadata.
   *
   * @param source what {@link #probe} was asked about
   * @param info its answer
   * @param recipe supported
   * @param to the format of the result
   * @param result an empty file; when this throws it may hold anything
   * @param deadline asked often
   * @return the size of the result
   * @throws io.sluice.http.HttpErrorException {@link MediaError#IMAGE_DAMAGED} (422), {@link
   *     MediaError#RENDER_TIMEOUT} (504)
   * @throws IOException a file cannot be read or written
   */
  Size render(
      Path source, ImageInfo info, Recipe recipe, ImageFormat to, Path result, Deadline deadline)
      throws IOException;
}
