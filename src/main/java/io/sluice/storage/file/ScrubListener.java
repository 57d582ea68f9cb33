package io.sluice.storage.file;

import io.sluice.storage.ObjectKey;
import java.nio.file.Path;

/** Is told what a {@link Scrub} does and finds; called on the scrub's own thread. */
public interface ScrubListener {
  /**
   * Bytes were read.
   *
   * @param bytes since the last call
   */
  void bytesRead(long bytes);

  /**
   * An object is as its digest says, or got its first digest.
   *
   * @param key the object's name
   * @param isNewDigest whether there was no digest to compare with
   */
  void intact(ObjectKey key, boolean isNewDigest);

  /**
   * An object's bytes are not those that were stored.
   *
   * @param key the object's name
   * @param file that holds them
   * @param expected the SHA-256 in hex, or the length, or what else should be there
   * @param actual what is there
   */
  void damaged(ObjectKey key, Path file, String expected, String actual);

  /**
   * An object's bytes are gone.
   *
   * @param key the object's name
   * @param file that should hold them
   */
  void dataMissing(ObjectKey key, Path file);

  /**
   * No info record names a file, and it is older than a day.
   *
   * @param file a data file, or a digest without one
   * @param bytes its length
   * @param isDeleted whether it was deleted just now
   */
  void orphan(Path file, long bytes, boolean isDeleted);

  /**
   * An info record cannot be read, or is not at its key's place; its data is not judged.
   *
   * @param file the record
   * @param reason one line
   */
  void recordUnreadable(Path file, String reason);
}
