package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in the staging folder, and how the garbage in it is told from work in progress.
 *
 * <ul>
 *   <li>{@code *.part}: bytes on their way in.
 *   <li>{@code *.new}: an info record before its commit. When it stays, a crash came between; the
 *       data file it names is garbage unless it became the current one.
 *   <li>{@code *.old}: a copy of an info record whose data was replaced; the data is deleted when
 *       no download that was granted before can still need it.
 * </ul>
 *
 * <p>So no walk over the whole store is ever needed to find garbage.
 */
final class Leftovers {
  static final String PART = ".part";
  private static final String NEW = ".new";
  private static final String OLD = ".old";
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** Asks whether a record's data file is the one its key has now. */
  interface CurrentCheck {
    boolean isCurrent(InfoRecord record) throws IOException;
  }

  private final FileStoreConfig config;
  private final Clock clock;
  private final StoreLayout layout;
  private final CurrentCheck current;

  Leftovers(FileStoreConfig config, Clock clock, StoreLayout layout, CurrentCheck current) {
    this.config = config;
    this.clock = clock;
    this.layout = layout;
    this.current = current;
  }

  /** Where a new info record waits for its commit. */
  Path stagedRecord() {
    return layout.staging().resolve(StoreLayout.randomName() + NEW);
  }

  /** Notes that a record's data is about to lose its key. */
  Path replaced(InfoRecord old) throws IOException {
    Path mark = layout.staging().resolve(StoreLayout.randomName() + OLD);
    // Not synced: losing the note in a power cut costs space until the next scrub, never data.
    return Files.write(mark, old.toJson());
  }

  void deleteData(Path data) throws IOException {
    Files.deleteIfExists(data);
    Files.deleteIfExists(data.resolveSibling(data.getFileName() + StoreLayout.DIGEST_SUFFIX));
  }

  /** Deletes what is old enough; returns the number of files that went. */
  int sweep(Function<InfoRecord, Lock> locks) throws IOException {
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.staging())) {
      for (Path file : files) {
        deleted += sweepOne(file, locks);
      }
    }
    return deleted;
  }

  private int sweepOne(Path file, Function<InfoRecord, Lock> locks) throws IOException {
    String name = file.getFileName().toString();
    Duration age = name.endsWith(OLD) ? config.keepReplaced() : config.sweepAfter();
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (written.isAfter(clock.instant().minus(age))) {
        return 0;
      }
      int deleted = name.endsWith(PART) ? 0 : deleteDataOf(file, locks);
      return deleted + (Files.deleteIfExists(file) ? 1 : 0);
    } catch (NoSuchFileException e) {
      return 0; // Its owner finished in the meantime.
    }
  }

  private int deleteDataOf(Path note, Function<InfoRecord, Lock> locks) throws IOException {
    InfoRecord record;
    try {
      record = InfoRecord.parse(Files.readAllBytes(note));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("store {}: {} is not readable, dropped: {}", config.name(), note, e.toString());
      return 0;
    }
    Path data = layout.folder(layout.place(record.info().key())).resolve(record.dataName());
    Lock lock = locks.apply(record);
    lock.lock();
    try {
      if (current.isCurrent(record) || !Files.exists(data)) {
        return 0;
      }
      deleteData(data);
      return 1;
    } finally {
      lock.unlock();
    }
  }
}
