package io.sluice.media.image.builtin;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a file by the reader of its format. */
final class Reading {
  /** What one frame of the largest animation that makes sense costs is not worth walking past. */
  private static final int MAX_FRAMES = 10_000;

  private Reading() {}

  /** Counts no more than 10,001 frames. */
  static ImageInfo probe(Path source, ImageFormat format) throws IOException {
    return switch (format) {
      case JPEG -> JpegSource.probe(source);
      case GIF -> GifSource.probe(source, MAX_FRAMES);
      default -> PlainSource.probe(source, format, MAX_FRAMES);
    };
  }

  /**
   * Decodes the first picture.
   *
   * @param denominator by which it may be decoded smaller
   */
  static Decoded first(Path source, ImageInfo info, int denominator, Runnable check)
      throws IOException {
    return switch (info.format()) {
      case JPEG -> JpegSource.read(source, denominator, check);
      case GIF -> {
        try (GifSource frames = new GifSource(source, info, check)) {
          yield new Decoded(frames.next(), null);
        }
      }
      default -> PlainSource.read(source, info, check);
    };
  }
}
