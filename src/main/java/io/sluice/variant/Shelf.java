package io.sluice.variant;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where what is made is kept. Safe for use by many threads. */
public interface Shelf {
  /**
   * The name that {@code X-Accel-Redirect} has for it.
   *
   * @return always the same
   */
  String name();

  /**
   * Finds what was made.
   *
   * @param key its name
   * @return empty when it was not, or is gone
   * @throws IOException the store failed (answered as 503)
   */
  Optional<StoredObject> find(ObjectKey key) throws IOException;

  /**
   * Forgets what was remembered, because it was not there as said.
   *
   * @param key its name
   */
  default void forget(ObjectKey key) {}

  /**
   * Makes an empty file to be filled.
   *
   * @return deleted by the caller, where {@link #put} has not taken it
   * @throws IOException the store failed (answered as 503)
   */
  Path stage() throws IOException;

  /**
   * Puts what was made where it is found, as a whole or not at all.
   *
   * @param key its name
   * @param file of {@link #stage}, complete; gone afterwards, or to be deleted by the caller
   * @param description what it is served with
   * @return what {@link #find} finds
   * @throws io.sluice.http.HttpErrorException there is no room, or nobody may have it any more
   * @throws IOException the store failed (answered as 503)
   */
  StoredObject put(ObjectKey key, Path file, ObjectDescription description) throws IOException;
}
