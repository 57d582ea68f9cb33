package io.sluice.resize;

import io.sluice.storage.ListedStore;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import io.sluice.variant.StoreShelf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Objects beside their original in a bucket, which the bucket's website serves. */
final class ListedResizes implements Resizes {
  private final ListedStore store;

  ListedResizes(ListedStore store) {
    this.store = store;
  }

  @Override
  public String storeName() {
    return store.name();
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    return store.find(key);
  }

  @Override
  public StoredObject put(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    return new StoreShelf(store).put(key, file, description);
  }

  @Override
  public void remove(ObjectKey key) throws IOException {
    store.remove(key);
  }

  @Override
  public int clear(MediaId id) throws IOException {
    int removed = 0;
    for (ObjectKey key : store.below(id.path() + "/")) {
      if (!key.equals(id.originalKey()) && store.remove(key)) {
        removed++;
      }
    }
    return removed;
  }

  /** Nothing locks a bucket: a maker looks for the original once more when it is done. */
  @Override
  public Closeable lock(MediaId id) {
    return () -> {};
  }
}
