package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in the staging folder, and how the garbage in it is told from work in progress.
 *
 * <ul>
 *   <li>{@code *.part}: bytes on their way in.
 *   <li>{@code *.new}: an info record before its commit. When it stays, a crash came between; the
 *       data file it names is garbage unless it became the current one.
 *   <li>{@code *.old}: an info record whose data was replaced; the data is deleted when no download
 *       that was granted before can still need it.
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
  private final DurableFiles files;
  private final CurrentCheck current;

  Leftovers(
      FileStoreConfig config,
      Clock clock,
      StoreLayout layout,
      DurableFiles files,
      CurrentCheck current) {
    this.config = config;
    this.clock = clock;
    this.layout = layout;
    this.files = files;
    this.current = current;
  }

  /** Where a new info record waits for its commit. */
  Path stagedRecord() {
    return layout.staging().resolve(StoreLayout.randomName() + NEW);
  }

  /**
   * Notes that a record's data is about to lose its key.
   *
   * <p>A second name for the record itself needs no space and no sync of its own: its bytes are
   * durable already, and journals keep the order of names.
   */
  Path note(Path info, InfoRecord old) throws IOException {
    Path note = layout.staging().resolve(StoreLayout.randomName() + OLD);
    try {
      files.link(info, note);
    } catch (IOException | UnsupportedOperationException e) {
      files.writeNew(note, old.toJson()); // File systems without second names.
    }
    files.stamp(note, clock.instant());
    return note;
  }

  /** Deletes a data file and what belongs to it, itself last; answers whether it was there. */
  boolean deleteData(Path data) throws IOException {
    files.delete(data.resolveSibling(data.getFileName() + StoreLayout.DIGEST_SUFFIX));
    return files.delete(data);
  }

  /** The names of data files that a note names: on their way in, or kept for downloads. */
  Set<String> noted() throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> notes =
        Files.newDirectoryStream(layout.staging(), "*{" + NEW + "," + OLD + "}")) {
      for (Path note : notes) {
        try {
          @Nullable InfoRecord record = parse(note);
          if (record != null) {
            names.add(record.dataName());
          }
        } catch (NoSuchFileException e) {
          LOG.debug("store {}: {} is done", config.name(), note.getFileName());
        }
      }
    }
    return names;
  }

  /** The names of data files that are noted to go. */
  Set<String> garbage() throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> notes =
        Files.newDirectoryStream(layout.staging(), "*{" + NEW + "," + OLD + "}")) {
      for (Path note : notes) {
        try {
          @Nullable InfoRecord record = parse(note);
          if (record != null && !current.isCurrent(record)) {
            names.add(record.dataName());
          }
        } catch (NoSuchFileException e) {
          LOG.debug("store {}: {} is done", config.name(), note.getFileName());
        }
      }
    }
    return names;
  }

  /**
   * Deletes what is old enough; returns the number of files that went.
   *
   * @throws IOException the first failure, after everything else was tried
   */
  int sweep(Function<InfoRecord, Lock> locks) throws IOException {
    int deleted = 0;
    @Nullable IOException failure = null;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.staging())) {
      for (Path file : entries) {
        try {
          deleted += sweepOne(file, locks);
        } catch (IOException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    if (failure != null) {
      throw failure;
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
      boolean isNote = name.endsWith(NEW) || name.endsWith(OLD);
      int deleted = isNote ? deleteDataOf(file, locks) : 0;
      return deleted + (files.delete(file) ? 1 : 0);
    } catch (NoSuchFileException e) {
      return 0; // Its owner finished in the meantime.
    }
  }

  private int deleteDataOf(Path note, Function<InfoRecord, Lock> locks) throws IOException {
    @Nullable InfoRecord record = parse(note);
    if (record == null) {
      LOG.warn("store {}: {} is cut off, dropped", config.name(), note.getFileName());
      return 0;
    }
    Path folder = layout.folder(layout.place(record.info().key()));
    Path data = folder.resolve(record.dataName());
    Lock lock = locks.apply(record);
    lock.lock();
    try {
      if (Files.notExists(data) || current.isCurrent(record)) {
        return 0;
      }
      // The change that took the key away may have failed just before it was durable.
      files.syncFolder(folder);
      return deleteData(data) ? 1 : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Reads a note; null for one that a crash cut off. A disk that fails is not a note cut off. */
  private static @Nullable InfoRecord parse(Path note) throws IOException {
    byte[] bytes = Files.readAllBytes(note);
    try {
      return InfoRecord.parse(bytes);
    } catch (IOException e) {
      return null;
    }
  }
}
