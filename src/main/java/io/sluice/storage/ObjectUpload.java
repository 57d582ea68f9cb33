package io.sluice.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A body on its way to become an object, taken in as it arrives.
 *
 * <p>For one thread at a time. Memory is bounded whatever the body's length is.
 */
public interface ObjectUpload extends Closeable {
  /**
   * Takes all remaining bytes.
   *
   * @param bytes the next ones; the buffer is the caller's again afterwards
   * @throws StoreFullException (answered as 507)
   * @throws IOException the store failed (answered as 503); the upload can only be closed now
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Makes the bytes the object, with the promises of {@link ObjectStore#adopt}.
   *
   * @return the new object's info
   * @throws io.sluice.http.HttpErrorException as {@link ObjectStore#adopt}
   * @throws IOException as {@link ObjectStore#adopt}
   */
  ObjectInfo commit() throws IOException;

  /**
   * Ends it; without a {@link #commit} before, nothing of it stays.
   *
   * @throws IOException something was left for the sweep
   */
  @Override
  void close() throws IOException;
}
