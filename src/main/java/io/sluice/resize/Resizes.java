package io.sluice.resize;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where finished resizes are: such that whoever asks for one again needs no Java. */
interface Resizes {
  /** The name that {@code X-Accel-Redirect} has for it. */
  String storeName();

  Optional<StoredObject> find(ObjectKey key) throws IOException;

  /** As a whole or not at all; the file is gone afterwards, or to be deleted by the caller. */
  StoredObject put(ObjectKey key, Path file, ObjectDescription description) throws IOException;

  void remove(ObjectKey key) throws IOException;

  /**
   * Removes all resizes of an original, and never the original.
   *
   * @return how many there were
   */
  int clear(MediaId id) throws IOException;

  /** Keeps others from changing an original and its resizes, as far as the place can. */
  Closeable lock(MediaId id) throws IOException;
}
