package io.sluice.source;

import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An object of a store.
 *
 * @param store the name of its store
 * @param object as found
 */
public record ObjectSource(String store, StoredObject object) implements Source {
  @Override
  public String identity() {
    return identity(store, object.info().key());
  }

  /**
   * What any version of an object is called.
   *
   * @param store the name of its store
   * @param key its name there
   * @return as {@link #identity()}
   */
  public static String identity(String store, ObjectKey key) {
    return "sluice://" + store + "/" + key.value();
  }

  @Override
  public String version() {
    return object.info().version();
  }

  @Override
  public long length() {
    return object.info().length();
  }

  @Override
  public @Nullable Path file() {
    return object.bytes() instanceof FileBytes bytes ? bytes.file() : null;
  }

  @Override
  public InputStream open() throws IOException {
    return length() == 0 ? InputStream.nullInputStream() : object.bytes().open(0, length());
  }
}
