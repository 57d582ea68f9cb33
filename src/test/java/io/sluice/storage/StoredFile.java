package io.sluice.storage;

import java.nio.file.Path;

/** The file behind an object of a file store. */
public final class StoredFile {
  private StoredFile() {}

  public static Path of(StoredObject found) {
    return bytes(found).file();
  }

  public static FileBytes bytes(StoredObject found) {
    return (FileBytes) found.bytes();
  }
}
