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
import java.util.Set;
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
  private final Path objects;

  /** Looked up once: finding a path's mount reads the whole mount table. */
  private final FileStore mount;

  private final AtomicLong held = new AtomicLong();

  Space(FileStoreConfig config, StoreLayout layout) throws IOException {
    this.config = config;
    this.objects = layout.objects();
    this.mount = Files.getFileStore(objects);
  }

  long free() throws IOException {
    return mount.getUsableSpace();
  }

  /**
   * Decides before a body.
   *
   * @param bytes announced, or 0
   * @param given back by what the upload replaces
   */
  void admit(long bytes, long given) throws IOException {
    long free = free();
    if (bytes > free || free - bytes < config.minFreeBytes()) {
      throw new HttpErrorException(
          StorageError.STORE_FULL, bytes + " bytes asked, " + free + " free");
    }
    long left = config.quotaBytes() - held.get() + given;
    // No length (0) may be any length, so it needs some room too.
    if (config.quotaBytes() > 0 && (bytes > left || left <= 0)) {
      throw new HttpErrorException(
          StorageError.OVER_QUOTA, bytes + " bytes asked, " + held.get() + " held");
    }
  }

  /**
   * Counts an object that is about to be committed.
   *
   * @throws HttpErrorException {@link StorageError#OVER_QUOTA} (507); nothing is counted then
   */
  void claim(long bytes) {
    long after = held.addAndGet(bytes);
    if (config.quotaBytes() > 0 && bytes > 0 && after > config.quotaBytes()) {
      held.addAndGet(-bytes);
      throw new HttpErrorException(StorageError.OVER_QUOTA, "the store would hold " + after);
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

  /**
   * Counts what the objects hold.
   *
   * @param garbage names of data files that are about to go
   */
  void count(Set<String> garbage) throws IOException {
    held.set(0);
    Files.walkFileTree(
        objects,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            boolean isData =
                name.indexOf(StoreLayout.VERSION_MARK) >= 0
                    && !name.endsWith(StoreLayout.DIGEST_SUFFIX);
            if (isData && !garbage.contains(name)) {
              held.addAndGet(attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // Removed while we count.
          }
        });
  }
}
