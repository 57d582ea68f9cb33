package io.sluice.variant;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.Images;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.source.Source;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes one variant and puts it into its store. */
final class MakeVariant {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Images images;

  MakeVariant(Images images) {
    this.images = images;
  }

  /**
   * Makes it.
   *
   * @throws HttpErrorException a {@link MediaError}, or why the store does not take it
   * @throws IOException the source cannot be read, or the store failed
   */
  StoredObject make(Shelf shelf, ObjectKey key, Source source, Recipe recipe, Deadline deadline)
      throws IOException {
    return withFile(shelf, source, deadline, file -> render(shelf, key, file, recipe, deadline));
  }

  /**
   * Reads a source's head.
   *
   * @throws HttpErrorException a {@link MediaError}
   * @throws IOException the source cannot be read, or the store failed
   */
  ImageInfo probe(Shelf shelf, Source source, Deadline deadline) throws IOException {
    return withFile(shelf, source, deadline, images::probe);
  }

  /** Something that needs a file of this machine. */
  private interface Use<T> {
    T of(Path file) throws IOException;
  }

  private <T> T withFile(Shelf shelf, Source source, Deadline deadline, Use<T> use)
      throws IOException {
    images.requireLength(source.length());
    Path here = source.file();
    if (here != null) {
      return use.of(here);
    }
    Path copy = shelf.stage();
    try {
      fetch(source, copy, deadline);
      images.requireLength(Files.size(copy)); // It may not have been known before.
      return use.of(copy);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void fetch(Source source, Path copy, Deadline deadline) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = source.open();
        OutputStream out = Files.newOutputStream(copy)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        deadline.check();
        out.write(buffer, 0, read);
      }
    }
  }

  private StoredObject render(
      Shelf shelf, ObjectKey key, Path source, Recipe recipe, Deadline deadline)
      throws IOException {
    Path result = shelf.stage();
    try {
      ImageFormat format = images.render(source, recipe, result, deadline);
      return shelf.put(key, result, new ObjectDescription(format.mediaType(), null));
    } finally {
      Files.deleteIfExists(result);
    }
  }
}
