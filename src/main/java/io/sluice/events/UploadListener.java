package io.sluice.events;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;

/**
 * Hears of uploads before their answer goes out. Safe for use by many threads; it never throws, and
 * what it does takes milliseconds.
 */
public interface UploadListener {
  /** Hears nothing. */
  UploadListener NONE =
      new UploadListener() {
        @Override
        public void stored(ObjectInfo info) {}

        @Override
        public Runnable expected(ObjectKey key, ObjectDescription description) {
          return () -> {};
        }
      };

  /**
   * An upload has become an object.
   *
   * @param info of the new object
   */
  void stored(ObjectInfo info);

  /**
   * A front may be told to send an upload to a store by itself: whether and when that ends, nobody
   * says. To be called before it is told.
   *
   * @param key of the object
   * @param description of the object
   * @return to be run when it is told
   */
  Runnable expected(ObjectKey key, ObjectDescription description);
}
