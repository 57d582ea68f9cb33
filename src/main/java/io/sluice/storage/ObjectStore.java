package io.sluice.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and their info, under keys.
 *
 * <p>Every implementation passes one contract suite, which holds it to these promises:
 *
 * <ul>
 *   <li>When {@link #adopt} returns, bytes and name survive a power cut.
 *   <li>A reader sees the old object whole or the new one whole, never a mix, never a part.
 *   <li>A crash at any instant leaves the old state or the new one; no repair step is needed, only
 *       {@link #sweep}, which works by age.
 *   <li>{@link #remove} is idempotent; after it the object is not found.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public interface ObjectStore extends Closeable {
  /**
   * The store's name in the configuration.
   *
   * @return for example {@code main}
   */
  String name();

  /**
   * Decides whether there is room for an upload before a byte of it is read.
   *
   * @param bytes the length announced, or 0 when it is not known
   * @throws io.sluice.http.HttpErrorException {@link StorageError#STORE_FULL} or {@link
   *     StorageError#OVER_QUOTA} (507); {@link StorageError#STORE_FAILED} (503)
   */
  void admit(long bytes);

  /**
   * As {@link #admit(long)}, knowing what the upload would replace.
   *
   * @param key the object's name; its present length counts as room
   * @param bytes as above
   * @throws io.sluice.http.HttpErrorException as above
   */
  void admit(ObjectKey key, long bytes);

  /**
   * Makes an empty file in which an upload is collected, where {@link #adopt} can take it.
   *
   * @return a file that the caller fills and hands to {@link #adopt}, or deletes; what a crash
   *     leaves is swept by age
   * @throws IOException the store failed (answered as 503)
   */
  Path stage() throws IOException;

  /**
   * Begins to take in a body as it arrives.
   *
   * @param key the object's name
   * @param length announced in bytes, or -1 when it is not known
   * @param description what the client said of it
   * @return an upload that the caller commits or not, and closes; what a crash leaves of it is
   *     swept by age
   * @throws IOException the store failed (answered as 503)
   */
  ObjectUpload upload(ObjectKey key, long length, ObjectDescription description) throws IOException;

  /**
   * Whether the bytes live on another machine: then no file can become an object by a rename, and a
   * call may wait for the network.
   *
   * @return always the same
   */
  default boolean isRemote() {
    return false;
  }

  /**
   * The way for a front to make an object by itself, in one request.
   *
   * @param key the object's name
   * @param length of the body in bytes
   * @param description becomes headers of the request
   * @param contentMd5 the body's digest in base64, which the store then checks; or null
   * @return a PUT that replaces what is there, as a whole or not at all; empty when this store is
   *     not remote, or takes so long a body only in parts
   * @throws IOException there are no credentials to sign with (answered as 503)
   */
  default Optional<PresignedUrl> presignUpload(
      ObjectKey key, long length, ObjectDescription description, @Nullable String contentMd5)
      throws IOException {
    return Optional.empty();
  }

  /**
   * Forgets what was remembered of an object, because its bytes were not there as said.
   *
   * @param key the object's name
   */
  default void forget(ObjectKey key) {}

  /**
   * Turns a finished file into the object under a key, replacing what was there.
   *
   * <p>A store on this machine does not read the bytes. The file is gone from its old place
   * afterwards, also on failure. On a failure the old object stands, unless it was the very last
   * step that failed, making the change survive a power cut: then the new one may stand, whole.
   *
   * @param key the object's name
   * @param file a regular file, on the store's own mount where it has one, that nobody writes any
   *     more
   * @param description what the client said of it
   * @return the new object's info
   * @throws io.sluice.http.HttpErrorException {@link StorageError#OVER_QUOTA} (507): its length was
   *     not announced, or others came first
   * @throws StoreFullException the disk is full (answered as 507)
   * @throws IOException the store failed (answered as 503)
   */
  ObjectInfo adopt(ObjectKey key, Path file, ObjectDescription description) throws IOException;

  /**
   * Finds an object.
   *
   * @param key the object's name
   * @return empty when there is none
   * @throws IOException the store failed (answered as 503)
   */
  Optional<StoredObject> find(ObjectKey key) throws IOException;

  /**
   * Removes an object; nothing happens when there is none.
   *
   * @param key the object's name
   * @return whether there was one
   * @throws IOException the store failed (answered as 503); the object may still be there
   */
  boolean remove(ObjectKey key) throws IOException;

  /**
   * Deletes what crashes and replaced objects left behind, by age.
   *
   * @return the number of files deleted
   * @throws IOException the store failed; what was deleted stays deleted
   */
  int sweep() throws IOException;

  /**
   * Writes and removes a small file the way an upload would.
   *
   * @throws IOException the store cannot take uploads now; the message says why
   */
  void probe() throws IOException;

  /**
   * The space an upload could still use.
   *
   * @return bytes, or {@link Long#MAX_VALUE} when the store has no bound it can see
   * @throws IOException the store failed
   */
  long freeBytes() throws IOException;
}
