package io.sluice.resize;

import io.sluice.media.recipe.ImageFormat;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.DerivedFiles;
import io.sluice.storage.file.FileStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files beside the objects of a file store, which Nginx finds by itself. */
final class PublishedResizes implements Resizes {
  private final FileStore store;
  private final DerivedFiles files;

  PublishedResizes(FileStore store) {
    this.store = store;
    this.files = store.derived().published();
  }

  @Override
  public String storeName() {
    return files.internalName();
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    return files.find(key, file -> description(key));
  }

  /** Said by the name, as Nginx does. */
  private static ObjectDescription description(ObjectKey key) {
    String name = key.value();
    ImageFormat format = ImageFormat.byExtension(name.substring(name.lastIndexOf('.') + 1));
    return new ObjectDescription(format == null ? null : format.mediaType(), null);
  }

  @Override
  public StoredObject put(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    store.admit(Files.size(file));
    files.publish(key, file);
    return find(key).orElseThrow(() -> new IOException("removed as soon as it was made"));
  }

  @Override
  public void remove(ObjectKey key) throws IOException {
    files.remove(key);
  }

  @Override
  public int clear(MediaId id) throws IOException {
    return files.removeBelow(id.path());
  }

  @Override
  public Closeable lock(MediaId id) throws IOException {
    return files.lock(id.path());
  }
}
