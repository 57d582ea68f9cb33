package io.sluice.storage.file;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.StorageError;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much room a store has: free space on its mount, and its quota.
 *
 * <p>The bytes held are counted once, when a quota is set and the store opens, and kept by addition
 * from then on.
 */
final class Space {
  /** Below this a failed write is taken for a full disk; errors are never told by their text. */
  private static final long EXHAUSTED_BYTES = 1L << 20;

  private final FileStoreConfig config;

  /** Looked up once: finding a path's mount reads the whole mount table. */
  private final FileStore mount;

  private final AtomicLong held = new AtomicLong();

  Space(FileStoreConfig config, StoreLayout layout) throws IOException {
    this.config = config;
    this.mount = Files.getFileStore(layout.objects());
    if (config.quotaBytes() > 0) {
      held.set(count(layout.objects()));
    }
  }

  long free() throws IOException {
    return mount.getUsableSpace();
  }

  void admit(long bytes) throws IOException {
    long free = free();
    if (bytes > free || free - bytes < config.minFreeBytes()) {
      throw new HttpErrorException(
          StorageError.STORE_FULL, bytes + " bytes asked, " + free + " free");
    }
    if (config.quotaBytes() > 0 && bytes > config.quotaBytes() - held.get()) {
      throw new HttpErrorException(
          StorageError.OVER_QUOTA, bytes + " bytes asked, " + held.get() + " held");
    }
  }

  void changed(long bytes) {
    held.addAndGet(bytes);
  }

  boolean isExhausted() {
    try {
      return free() < EXHAUSTED_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static long count(Path objects) throws IOException {
    AtomicLong sum = new AtomicLong();
    Files.walkFileTree(
        objects,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().indexOf(StoreLayout.VERSION_MARK) >= 0) {
              sum.addAndGet(attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // Removed while we count.
          }
        });
    return sum.get();
  }
}
