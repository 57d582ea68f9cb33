package io.sluice.media.image.vips;

import com.sun.jna.Pointer;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.ImageFormat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens sources by the loader of their format; no loader ever guesses. */
final class VipsFiles {
  private static final int SEQUENTIAL = 1;

  /** Also what is merely suspicious: half a picture is no variant of the whole one. */
  private static final int FAIL_ON_ERROR = 2;

  private VipsFiles() {}

  /**
   * The operation that reads a format.
   *
   * @param format any
   * @return null when there is none that may be used
   */
  static @Nullable String loader(ImageFormat format) {
    return switch (format) {
      case JPEG -> "jpegload";
      case PNG -> "pngload";
      case GIF -> "gifload";
      case WEBP -> "webpload";
      case TIFF -> "tiffload";
      case AVIF, HEIC -> "heifload";
      case BMP, PSD, EXR -> null;
    };
  }

  /** Whether frames of it follow each other in time; pages of a TIFF do not. */
  static boolean moves(ImageFormat format) {
    return format == ImageFormat.GIF || format == ImageFormat.WEBP;
  }

  /**
   * Opens a file; its head is read, and its pixels from top to bottom when they are asked for. It
   * must not be made shorter meanwhile: libvips may have mapped it.
   *
   * @param run that owns the image
   * @param source a file of the format
   * @param format readable
   * @param shrink 1, 2, 4 or 8; other loaders than those of JPEG and WebP take no notice
   * @param allFrames whether all frames are wanted, below each other
   * @return as stored
   * @throws HttpErrorException {@link MediaError#IMAGE_DAMAGED} (422)
   * @throws IOException the file cannot be read
   */
  static Pointer open(VipsRun run, Path source, ImageFormat format, int shrink, boolean allFrames)
      throws IOException {
    String loader = loader(format);
    if (loader == null) {
      throw new IllegalArgumentException("no loader for " + format);
    }
    if (!Files.isRegularFile(source)) {
      throw new NoSuchFileException(source.toString());
    }
    if (!Files.isReadable(source)) {
      throw new AccessDeniedException(source.toString());
    }
    if (Files.size(source) == 0) {
      // libvips takes it for a pipe, and ends the process by a failed assertion (seen in 8.14.1).
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "an empty file");
    }
    List<Object> options = new ArrayList<>();
    options.addAll(List.of("access", SEQUENTIAL, "fail-on", FAIL_ON_ERROR));
    if (allFrames) {
      options.addAll(List.of("n", -1));
    } else if (shrink > 1 && format == ImageFormat.JPEG) {
      options.addAll(List.of("shrink", shrink));
    } else if (shrink > 1 && format == ImageFormat.WEBP) {
      options.addAll(List.of("scale", 1.0 / shrink));
    }
    return run.apply(loader, source.toAbsolutePath().toString(), options.toArray());
  }
}
