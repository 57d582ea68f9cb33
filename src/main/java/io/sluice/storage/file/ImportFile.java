package io.sluice.storage.file;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoreFullException;
import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a file that somebody else owns into a store, as the first content of a key.
 *
 * <p>The file itself is never opened for writing, renamed or touched; its own modification second
 * becomes the version. So a linked file keeps its times, and the entity tag that Nginx computes
 * fits. A linked file shares its bytes with the original: a program that later writes into the
 * original in place also changes the object (a scrub then says so); replacing or deleting the
 * original does not.
 *
 * <p>The commit point is a hard link of the info record, which fails where a record is: an object
 * that a gateway stores at the same moment always wins, whichever process it lives in. A crash
 * before it leaves a staged record, by which the sweep finds the data; the next run starts afresh.
 *
 * <p>Safe for use by many threads.
 */
public final class ImportFile {
  /** How the bytes come in. */
  public enum Way {
    /** By a second name for the same bytes: takes no space, needs one mount. */
    LINK,
    /** Byte by byte. */
    COPY
  }

  private static final Logger LOG = LoggerFactory.getLogger(ImportFile.class);
  private static final long CHUNK_BYTES = 8L << 20;

  private final FileStore store;
  private final Way way;
  private final LongConsumer copied;

  /**
   * Imports into one store.
   *
   * @param store perhaps served by another process meanwhile
   * @param way link or copy
   * @param copied told the number of bytes after each piece copied; never called for links
   */
  public ImportFile(FileStore store, Way way, LongConsumer copied) {
    this.store = store;
    this.way = way;
    this.copied = copied;
  }

  /**
   * Makes a file the object under a key, unless the key has one.
   *
   * @param key the object's name
   * @param source a regular file, no link; nobody should be writing to it
   * @param description what is known of it
   * @return the new object's info, durable; empty when the key has an object already, which stays
   * @throws StoreFullException the disk is full
   * @throws IOException the file changed meanwhile, is no regular file, cannot be read or linked,
   *     or the store failed; the store is as before
   */
  public Optional<ObjectInfo> run(ObjectKey key, Path source, ObjectDescription description)
      throws IOException {
    Place place = store.layout().place(key);
    Path folder = store.layout().folder(place);
    ReentrantLock lock = store.folders().lock(place);
    lock.lock();
    try {
      if (Files.exists(folder.resolve(place.infoName()))) {
        return Optional.empty();
      }
      store.folders().make(place);
      return take(key, source, description, new Steps(place, folder));
    } finally {
      lock.unlock();
    }
  }

  /** The names that one import makes on its way. */
  private final class Steps {
    final Path folder;
    final Path info;
    final Path data;
    final Path staged = store.leftovers().stagedRecord();
    @Nullable Path part;

    Steps(Place place, Path folder) {
      this.folder = folder;
      this.info = folder.resolve(place.infoName());
      this.data = folder.resolve(place.newDataName());
    }

    /** The commit may have happened before the failure: what the record names is kept. */
    void undo() {
      try {
        if (part != null) {
          store.files().delete(part);
        }
        boolean isCommitted =
            Files.exists(info)
                && InfoRecord.parse(Files.readAllBytes(info))
                    .dataName()
                    .equals(data.getFileName().toString());
        if (!isCommitted) {
          store.files().delete(data);
        }
        store.files().delete(staged);
      } catch (IOException e) {
        LOG.warn("store {}: left for the sweep: {}", store.name(), e.toString());
      }
    }
  }

  private Optional<ObjectInfo> take(
      ObjectKey key, Path source, ObjectDescription description, Steps steps) throws IOException {
    try {
      BasicFileAttributes before = attributes(source);
      Path ready = way == Way.COPY ? copy(source, before, steps) : null;
      InfoRecord record = record(key, steps.data, before, description);
      store.files().writeNew(steps.staged, record.toJson());
      if (ready != null) {
        store.files().rename(ready, steps.data);
      } else {
        link(source, before, steps.data);
      }
      store.files().syncFolder(steps.folder);
      store.files().link(steps.staged, steps.info);
      store.files().syncFolder(steps.folder);
      store.files().delete(steps.staged);
      store.space().changed(record.info().length());
      return Optional.of(record.info());
    } catch (FileAlreadyExistsException e) {
      steps.undo();
      return Optional.empty(); // A gateway was quicker.
    } catch (IOException e) {
      boolean isFull = store.space().isExhausted(); // Asked while the copy still takes its space.
      steps.undo();
      throw isFull ? new StoreFullException("no space left for " + key, e) : e;
    } catch (RuntimeException e) {
      steps.undo();
      throw e;
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is no regular file");
    }
    return attributes;
  }

  private static InfoRecord record(
      ObjectKey key, Path data, BasicFileAttributes attributes, ObjectDescription description)
      throws IOException {
    long modified = second(attributes);
    long length = attributes.size();
    return new InfoRecord(
        data.getFileName().toString(),
        new ObjectInfo(
            key,
            length,
            InfoRecord.version(modified, length),
            Instant.ofEpochSecond(modified),
            description));
  }

  private static long second(BasicFileAttributes attributes) throws IOException {
    long second = attributes.lastModifiedTime().toInstant().getEpochSecond();
    if (second < 0) {
      throw new IOException("its modification time is before 1970, which no version can say");
    }
    return second;
  }

  private void link(Path source, BasicFileAttributes before, Path data) throws IOException {
    store.files().link(source, data);
    requireSame(source, before, attributes(data));
    // Opened to read only: a file that is opened for writing could be changed.
    sync(data);
  }

  private Path copy(Path source, BasicFileAttributes before, Steps steps) throws IOException {
    Path part = store.stage();
    steps.part = part;
    try (FileChannel in =
            FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      long position = 0;
      for (long moved = 1; moved > 0 && position < before.size(); position += moved) {
        moved = in.transferTo(position, Math.min(CHUNK_BYTES, before.size() - position), out);
        copied.accept(moved);
      }
    }
    requireSame(source, before, attributes(source));
    if (Files.size(part) != before.size()) {
      throw new IOException(source + " ended early while it was copied");
    }
    store.files().stamp(part, Instant.ofEpochSecond(second(before)));
    store.files().syncFile(part);
    return part;
  }

  private static void requireSame(
      Path source, BasicFileAttributes before, BasicFileAttributes after) throws IOException {
    boolean isSame =
        before.size() == after.size() && before.lastModifiedTime().equals(after.lastModifiedTime());
    if (!isSame) {
      throw new IOException(source + " was changed while it was taken over");
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
