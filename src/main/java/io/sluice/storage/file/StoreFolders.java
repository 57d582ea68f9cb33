package io.sluice.storage.file;

import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** The folders of keys: made durably, and changed by one thread at a time. */
final class StoreFolders {
  private final StoreLayout layout;
  private final DurableFiles files;
  private final ReentrantLock[] locks = new ReentrantLock[1024];
  private final ReentrantLock upper = new ReentrantLock();

  StoreFolders(StoreLayout layout, DurableFiles files) {
    this.layout = layout;
    this.files = files;
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** One for all keys of a folder, and of some others; keeps out this process only. */
  ReentrantLock lock(Place place) {
    return locks[Math.floorMod(place.folder().hashCode(), locks.length)];
  }

  /**
   * To be called under the lock of the place, so that nobody uses a folder whose name another
   * thread has yet to make durable.
   */
  void make(Place place) throws IOException {
    Path folder = layout.folder(place);
    if (Files.isDirectory(folder)) {
      return;
    }
    upper.lock();
    try {
      files.makeFolder(layout.upperFolder(place));
    } finally {
      upper.unlock();
    }
    files.makeFolder(folder);
  }
}
