package io.sluice.variant;

import io.sluice.media.image.Magic;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.DerivedFiles;
import io.sluice.storage.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files beside the objects of a store on this machine, whose number is bounded; the first bytes of
 * each say what it is.
 */
final class FileShelf implements Shelf {
  private final FileStore store;
  private final DerivedFiles files;

  /** The store is closed by the caller. */
  FileShelf(FileStore store) {
    this.store = store;
    this.files = store.derived().variants();
  }

  @Override
  public String name() {
    return files.internalName();
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    return files.find(inFolder(key), FileShelf::describe);
  }

  private static ObjectDescription describe(Path file) throws IOException {
    @Nullable ImageFormat format = Magic.of(file);
    return new ObjectDescription(format == null ? null : format.mediaType(), null);
  }

  /** The folder stands for what all keys begin with. */
  private static ObjectKey inFolder(ObjectKey key) {
    return new ObjectKey(key.value().substring(VariantKey.PREFIX.length()));
  }

  @Override
  public Path stage() throws IOException {
    return store.stage();
  }

  @Override
  public StoredObject put(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    store.admit(Files.size(file)); // What is made must not take the space of uploads.
    files.publish(inFolder(key), file);
    return find(key).orElseThrow(() -> new IOException("removed as soon as it was made"));
  }

  /** Takes away all variants of a source by one rename. */
  void removeAllOf(String sourceIdentity) throws IOException {
    files.removeBelow(VariantKey.folder(sourceIdentity).substring(VariantKey.PREFIX.length()));
  }
}
