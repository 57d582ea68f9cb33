package io.sluice.storage.file;

import io.sluice.auth.PercentEncoding;
import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files beside the objects of a store that can be made anew: in one folder what Nginx serves by its
 * own name without asking anyone, in another what it serves when it is told to.
 *
 * <p>A file lies below its key, each segment percent-encoded as in a URL; a segment that would be
 * too long for a file name has a digest instead, which no URL leads to. A file appears by one
 * rename, after its bytes were made durable. Its name is not: what a power cut takes is made again.
 *
 * <p>Safe for use by many threads, and by several processes of one machine.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files">try_files</a>
 */
public final class DerivedFiles {
  private static final int LOCKS = 256;
  private static final int MAX_NAME = 255;

  /** No encoded segment begins so. */
  private static final String DIGEST_MARK = "%~";

  private static final HexFormat HEX = HexFormat.of();
  private static final ReentrantLock[] THREADS = new ReentrantLock[LOCKS];

  static {
    for (int i = 0; i < LOCKS; i++) {
      THREADS[i] = new ReentrantLock();
    }
  }

  private static final int PUBLISH_TRIES = 5;
  private static final long BLOCK = 4096;
  private static final long LEAST_ROOM = 4 * BLOCK;

  private final Path root;
  private final Path locks;
  private final Path trash;
  private final DurableFiles files;
  private final AtomicLong publishedBytes = new AtomicLong();

  DerivedFiles(Path root, DurableFiles files) {
    this.root = root;
    this.locks = root.resolve(".locks");
    this.trash = root.resolve(".trash");
    this.files = files;
  }

  /** What a file is served with. */
  public interface Describe {
    /**
     * Describes a file; nothing of it is kept here.
     *
     * @param file exists, or did a moment ago
     * @return its description
     * @throws IOException the file cannot be read
     */
    ObjectDescription of(Path file) throws IOException;
  }

  /**
   * The name that Nginx knows the folder by.
   *
   * @return in {@code X-Accel-Redirect} it stands where the name of a store does, and no store can
   *     be named so
   */
  public String internalName() {
    return "_" + root.getFileName();
  }

  /**
   * Finds a file.
   *
   * @param key its name
   * @param describe says what it is served with
   * @return empty when there is none
   * @throws IOException the disk failed
   */
  public Optional<StoredObject> find(ObjectKey key, Describe describe) throws IOException {
    String name = encoded(key.value());
    Path file = root.resolve(name);
    BasicFileAttributes found;
    ObjectDescription description;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        return Optional.empty();
      }
      description = describe.of(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Instant modified = found.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    String version = InfoRecord.version(modified.getEpochSecond(), found.size());
    // A percent sign in a file name must itself be encoded in a URI.
    return Optional.of(
        new StoredObject(
            new ObjectInfo(key, found.size(), version, modified, description),
            new FileBytes(file, name.replace("%", "%25"))));
  }

  /**
   * Publishes a file, replacing one of the same name. The file is gone from its old place
   * afterwards.
   *
   * @param key its name
   * @param file staged in the same store, complete
   * @throws IOException the disk failed; what was there still is
   */
  public void publish(ObjectKey key, Path file) throws IOException {
    Path target = root.resolve(encoded(key.value()));
    files.syncFile(file);
    publishedBytes.addAndGet(room(Files.size(file)));
    for (int tries = 1; ; tries++) {
      Files.createDirectories(target.resolveSibling("."));
      try {
        files.rename(file, target);
        return;
      } catch (NoSuchFileException e) {
        // Somebody takes empty folders away.
        if (tries == PUBLISH_TRIES) {
          throw e;
        }
      }
    }
  }

  /** What a file takes of a disk, rather too much than too little: ext4 has one inode for that. */
  static long room(long length) {
    return Math.max(LEAST_ROOM, (length + BLOCK - 1) / BLOCK * BLOCK);
  }

  /**
   * How much {@link #room} was taken by this process, whatever became of it.
   *
   * @return never less than before
   */
  long publishedBytes() {
    return publishedBytes.get();
  }

  /** Shows every file, and deletes those that are picked; folders that are empty go too. */
  int deleteWhere(Predicate<DerivedWalk.Use> picked) throws IOException {
    emptyTrash();
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    DerivedWalk walk = new DerivedWalk(root, Set.of(locks, trash), files, picked);
    Files.walkFileTree(root, walk);
    return walk.deleted();
  }

  /**
   * Removes a file; nothing happens when there is none.
   *
   * @param key its name
   * @throws IOException the disk failed
   */
  public void remove(ObjectKey key) throws IOException {
    files.delete(root.resolve(encoded(key.value())));
  }

  /**
   * Takes a folder away, by one rename, and deletes what was in it.
   *
   * @param folder segments of keys, joined by slashes
   * @return the number of files that were in it
   * @throws IOException the disk failed; after a failed deletion nothing is served any more, and
   *     the next call goes on with it
   */
  public int removeBelow(String folder) throws IOException {
    Path from = root.resolve(encoded(folder));
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(trash);
      try {
        files.rename(from, trash.resolve(StoreLayout.randomName()));
      } catch (NoSuchFileException e) {
        return emptyTrash(); // Somebody was faster.
      }
    }
    return emptyTrash();
  }

  /** Another process may be at it, too. */
  private int emptyTrash() throws IOException {
    if (!Files.isDirectory(trash)) {
      return 0;
    }
    int[] deleted = new int[1];
    Files.walkFileTree(
        trash,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            deleted[0] += files.delete(file) ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            if (!folder.equals(trash)) {
              files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return deleted[0];
  }

  /**
   * Keeps all others, in other processes too, from changing a folder; readers go on.
   *
   * @param folder segments of keys, joined by slashes
   * @return to be closed by the same thread
   * @throws IOException the disk failed
   */
  public Closeable lock(String folder) throws IOException {
    int slot = Math.floorMod(folder.hashCode(), LOCKS);
    ReentrantLock thread = THREADS[slot];
    thread.lock();
    try {
      Files.createDirectories(locks);
      FileChannel channel =
          FileChannel.open(
              locks.resolve(HEX.toHexDigits((byte) slot)),
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE);
      try {
        FileLock lock = channel.lock();
        return () -> {
          try (channel) {
            lock.release();
          } finally {
            thread.unlock();
          }
        };
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  /** Nothing but ASCII: what a Java without a UTF-8 locale can name. */
  private static String encoded(String key) {
    StringBuilder path = new StringBuilder(key.length());
    for (String segment : key.split("/", -1)) {
      String name = PercentEncoding.encode(segment);
      if (name.length() > MAX_NAME) {
        name = DIGEST_MARK + HEX.formatHex(StoreLayout.sha256(segment));
      }
      path.append(path.isEmpty() ? "" : "/").append(name);
    }
    return path.toString();
  }
}
