package io.sluice.variant;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.Images;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.video.Videos;
import io.sluice.source.Source;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes one variant and puts it into its store. */
final class MakeVariant {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Images images;
  private final Videos videos;

  MakeVariant(Images images, Videos videos) {
    this.images = images;
    this.videos = videos;
  }

  /** Names all that what is made depends on, beside source and recipe. */
  String identity() {
    return images.identity() + "+" + videos.identity();
  }

  /**
   * Makes it.
   *
   * @throws HttpErrorException a {@link MediaError}, or why the store does not take it
   * @throws IOException the source cannot be read, or the store failed
   */
  StoredObject make(Shelf shelf, ObjectKey key, Source source, Recipe recipe, Deadline deadline)
      throws IOException {
    Map<String, Path> layers = new HashMap<>();
    List<Path> copies = new ArrayList<>();
    try {
      for (Map.Entry<String, Source> layer : source.layers().entrySet()) {
        layers.put(layer.getKey(), layerFile(shelf, layer.getValue(), deadline, copies));
      }
      Recipe ready =
          layers.isEmpty()
              ? recipe
              : recipe.withOverlays(o -> o.in(Objects.requireNonNull(layers.get(o.name()))));
      return withPicture(
          shelf, source, deadline, file -> render(shelf, key, file, ready, deadline));
    } finally {
      for (Path copy : copies) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /** A file of this machine; in the list of copies when it is to be deleted. */
  private Path layerFile(Shelf shelf, Source layer, Deadline deadline, List<Path> copies)
      throws IOException {
    Path here = layer.file();
    if (here != null) {
      return here;
    }
    Path copy = shelf.stage();
    copies.add(copy);
    fetch(layer, copy, deadline);
    return copy;
  }

  /**
   * Reads a source's head.
   *
   * @throws HttpErrorException a {@link MediaError}
   * @throws IOException the source cannot be read, or the store failed
   */
  ImageInfo probe(Shelf shelf, Source source, Deadline deadline) throws IOException {
    return withPicture(shelf, source, deadline, images::probe);
  }

  /** Something that needs a file of this machine: a picture, or the frame of a video. */
  private interface Use<T> {
    T of(Path picture) throws IOException;
  }

  private <T> T withPicture(Shelf shelf, Source source, Deadline deadline, Use<T> use)
      throws IOException {
    Path here = source.file();
    if (here != null) {
      return withPicture(shelf, here, deadline, use);
    }
    Path copy = shelf.stage();
    try {
      fetch(source, copy, deadline);
      return withPicture(shelf, copy, deadline, use);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private <T> T withPicture(Shelf shelf, Path file, Deadline deadline, Use<T> use)
      throws IOException {
    if (!videos.isVideo(file)) {
      images.requireLength(Files.size(file));
      return use.of(file);
    }
    Path frame = shelf.stage();
    try {
      videos.poster(file, frame, deadline);
      return use.of(frame);
    } finally {
      Files.deleteIfExists(frame);
    }
  }

  private void fetch(Source source, Path copy, Deadline deadline) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = source.open();
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] head = in.readNBytes(Videos.HEAD_BYTES);
      // Before the rest comes: a video may be longer than a picture.
      if (videos.isVideo(head)) {
        videos.requireFetch(source.length());
      } else {
        images.requireLength(source.length());
      }
      out.write(head);
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
