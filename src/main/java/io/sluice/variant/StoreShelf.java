package io.sluice.variant;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Objects of a store.
 *
 * @param store closed by the caller
 */
public record StoreShelf(ObjectStore store) implements Shelf {
  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void forget(ObjectKey key) {
    store.forget(key);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    return store.find(key);
  }

  @Override
  public Path stage() throws IOException {
    return store.stage();
  }

  @Override
  public StoredObject put(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    store.admit(Files.size(file)); // What is made must not take the space of uploads.
    store.adopt(key, file, description);
    return store
        .find(key)
        .orElseThrow(() -> new IOException("the store has lost what it has just taken"));
  }
}
