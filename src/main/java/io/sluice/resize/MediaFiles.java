package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ListedStore;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.FileStore;
import io.sluice.variant.Shelf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Originals and their resizes in one store: put, delete, clear.
 *
 * <p>Resizes go first, then their original: on a file store nobody is served a resize of an
 * original that is gone, whenever a process dies. In a bucket one that was being made meanwhile can
 * be served for as long as {@link #delete} runs, and until it runs again when it was cut off.
 *
 * <p>Safe for use by many threads, and beside a gateway that serves the store.
 */
public final class MediaFiles {
  private final ObjectStore store;
  private final Resizes resizes;

  private MediaFiles(ObjectStore store, Resizes resizes) {
    this.store = store;
    this.resizes = resizes;
  }

  /**
   * Takes a store.
   *
   * @param store closed by the caller
   * @return its media files
   * @throws IllegalArgumentException the store can neither publish nor list
   */
  public static MediaFiles in(ObjectStore store) {
    if (store instanceof FileStore file) {
      return new MediaFiles(store, new PublishedResizes(file));
    }
    if (store instanceof ListedStore listed) {
      return new MediaFiles(store, new ListedResizes(listed));
    }
    throw new IllegalArgumentException("no resizes can be kept in store " + store.name());
  }

  /**
   * Finds an original.
   *
   * @param id of the file
   * @return empty when there is none
   * @throws IOException the store failed
   */
  public Optional<StoredObject> find(MediaId id) throws IOException {
    return store.find(id.originalKey());
  }

  /**
   * Makes an empty file to be filled.
   *
   * @return handed to {@link #put}, or deleted by the caller
   * @throws IOException the store failed
   */
  public Path stage() throws IOException {
    return store.stage();
  }

  /**
   * Stores an original.
   *
   * @param id of the file
   * @param file of {@link #stage}, complete; gone afterwards
   * @param contentType null when it is not known
   * @param replaces whether one that is there may be replaced; its resizes go with it
   * @return what is stored
   * @throws HttpErrorException {@link ResizeError#MEDIA_EXISTS} (409), or the store is full
   * @throws IOException the store failed
   */
  public ObjectInfo put(MediaId id, Path file, @Nullable String contentType, boolean replaces)
      throws IOException {
    try (Closeable lock = resizes.lock(id)) {
      boolean exists = find(id).isPresent();
      if (exists && !replaces) {
        throw new HttpErrorException(ResizeError.MEDIA_EXISTS, id.toString());
      }
      if (exists) {
        resizes.clear(id);
      }
      ObjectInfo info =
          store.adopt(id.originalKey(), file, new ObjectDescription(contentType, null));
      if (exists) {
        resizes.clear(id);
      }
      return info;
    }
  }

  /**
   * Removes an original and its resizes; nothing happens when there are none.
   *
   * @param id of the file
   * @return whether there was an original
   * @throws IOException the store failed; to be called again
   */
  public boolean delete(MediaId id) throws IOException {
    try (Closeable lock = resizes.lock(id)) {
      resizes.clear(id);
      boolean existed = store.remove(id.originalKey());
      resizes.clear(id); // What somebody made meanwhile, where nothing locks.
      return existed;
    }
  }

  /**
   * Removes the resizes of an original; they are made again when they are asked for.
   *
   * @param id of the file
   * @return how many there were
   * @throws IOException the store failed; to be called again
   */
  public int clearVariants(MediaId id) throws IOException {
    try (Closeable lock = resizes.lock(id)) {
      return resizes.clear(id);
    }
  }

  /** The name that {@code X-Accel-Redirect} has for resizes. */
  String storeName() {
    return resizes.storeName();
  }

  String originalsName() {
    return store.name();
  }

  Optional<StoredObject> findResize(ObjectKey key) throws IOException {
    return resizes.find(key);
  }

  /** Nginx did not find it where it was said to be. */
  void forget(ObjectKey resize) {
    store.forget(resize);
  }

  /** Where resizes of one version of an original are put. */
  Shelf shelf(MediaId id, String version) {
    return new Shelf() {
      @Override
      public String name() {
        return resizes.storeName();
      }

      @Override
      public Optional<StoredObject> find(ObjectKey key) throws IOException {
        return resizes.find(key);
      }

      @Override
      public Path stage() throws IOException {
        return store.stage();
      }

      @Override
      public StoredObject put(ObjectKey key, Path file, ObjectDescription description)
          throws IOException {
        try (Closeable lock = resizes.lock(id)) {
          requireVersion(id, version);
          StoredObject made = resizes.put(key, file, description);
          try {
            requireVersion(id, version);
          } catch (HttpErrorException e) {
            resizes.remove(key);
            throw e;
          }
          return made;
        }
      }
    };
  }

  private void requireVersion(MediaId id, String version) throws IOException {
    store.forget(id.originalKey());
    boolean isThere = find(id).filter(o -> o.info().version().equals(version)).isPresent();
    if (!isThere) {
      throw new HttpErrorException(
          ResizeError.MEDIA_MISSING, "removed or replaced while a resize of it was made");
    }
  }
}
