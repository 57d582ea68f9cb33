package io.sluice.storage.file;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoreFullException;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects as plain files on one mount.
 *
 * <p>{@link #adopt} in order: stage the new info record and sync it; sync the data; rename the data
 * beside its key and sync the folder; rename the info record over the old one (the commit point)
 * and sync the folder again. A crash before the commit leaves the old object and a staged record
 * that tells {@link Leftovers} which data file to delete.
 *
 * <p>One process at a time should write to a store; a second one only risks left-over files.
 */
public final class FileStore implements ObjectStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
  private static final byte[] FORMAT =
      "sluice file store, format 1\n".getBytes(StandardCharsets.US_ASCII);

  private final FileStoreConfig config;
  private final Clock clock;
  private final StoreLayout layout;
  private final Leftovers leftovers;
  private final Space space;
  private final ReentrantLock[] locks = new ReentrantLock[1024];

  /**
   * Opens a store, making its folders on first use.
   *
   * @param config whose root exists and is empty or a store already
   * @param clock for modification times and the sweep
   * @return a store that the caller closes
   * @throws IOException the root is missing, not writable, or holds something else
   */
  public static FileStore open(FileStoreConfig config, Clock clock) throws IOException {
    Path root = config.root();
    if (!Files.isDirectory(root)) {
      throw new IOException("the folder " + root + " does not exist; make it, or mount its disk");
    }
    StoreLayout layout = new StoreLayout(root);
    if (!Files.exists(layout.marker())) {
      try (var entries = Files.list(root)) {
        if (entries.anyMatch(e -> !e.getFileName().toString().equals("lost+found"))) {
          throw new IOException(
              "the folder " + root + " holds other files; give the store its own");
        }
      }
      DurableFiles.makeFolders(layout.objects());
      DurableFiles.makeFolders(layout.staging());
      DurableFiles.writeNew(layout.marker(), FORMAT);
      DurableFiles.syncFolder(root);
      LOG.info("store {}: made a new store in {}", config.name(), root);
    }
    return new FileStore(config, clock, layout);
  }

  private FileStore(FileStoreConfig config, Clock clock, StoreLayout layout) throws IOException {
    this.config = config;
    this.clock = clock;
    this.layout = layout;
    this.leftovers = new Leftovers(config, clock, layout, this::isCurrent);
    this.space = new Space(config, layout);
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  @Override
  public String name() {
    return config.name();
  }

  /**
   * The folder that the internal Nginx location serves.
   *
   * @return absolute when the root is
   */
  public Path objects() {
    return layout.objects();
  }

  /**
   * Where uploads are collected; on the same mount as the objects.
   *
   * @return absolute when the root is
   */
  public Path staging() {
    return layout.staging();
  }

  @Override
  public void admit(long bytes) {
    try {
      space.admit(bytes);
    } catch (IOException e) {
      throw new HttpErrorException(StorageError.STORE_FAILED, e);
    }
  }

  @Override
  public Path stage() throws IOException {
    Path file = layout.staging().resolve(StoreLayout.randomName() + Leftovers.PART);
    return Files.createFile(file);
  }

  @Override
  public ObjectInfo adopt(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    Place place = layout.place(key);
    Path folder = layout.folder(place);
    Path data = folder.resolve(place.newDataName());
    Path staged = leftovers.stagedRecord();
    ReentrantLock lock = lock(place);
    lock.lock();
    try {
      makeFolder(folder);
      @Nullable InfoRecord old = read(folder, place);
      InfoRecord next = describe(key, file, data, description, old);
      DurableFiles.writeNew(staged, next.toJson());
      DurableFiles.syncFile(file);
      DurableFiles.rename(file, data);
      DurableFiles.syncFolder(folder);
      if (old != null) {
        leftovers.replaced(old);
      }
      DurableFiles.rename(staged, folder.resolve(place.infoName()));
      DurableFiles.syncFolder(folder);
      space.changed(next.info().length() - (old == null ? 0 : old.info().length()));
      return next.info();
    } catch (IOException e) {
      abandon(place, file, data, staged);
      throw space.isExhausted() ? new StoreFullException("no space left for " + key, e) : e;
    } finally {
      lock.unlock();
    }
  }

  /** Never the store itself: an unmounted disk must not become a store on the disk below it. */
  private void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (!Files.isDirectory(layout.objects())) {
        throw new NoSuchFileException(layout.objects().toString());
      }
      DurableFiles.makeFolders(folder);
    }
  }

  /**
   * Nginx and we name versions by modification second and length, so each content of a key gets a
   * second of its own, even when it replaces one that is younger than a second.
   */
  private InfoRecord describe(
      ObjectKey key, Path file, Path data, ObjectDescription description, @Nullable InfoRecord old)
      throws IOException {
    long now = clock.instant().getEpochSecond();
    long modified = old == null ? now : Math.max(now, old.info().modified().getEpochSecond() + 1);
    long length = Files.size(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(modified)));
    String version = InfoRecord.version(modified, length);
    return new InfoRecord(
        data.getFileName().toString(),
        new ObjectInfo(key, length, version, Instant.ofEpochSecond(modified), description));
  }

  /** The commit may have happened before the failure: what the record names is kept. */
  private void abandon(Place place, Path file, Path data, Path staged) {
    try {
      Files.deleteIfExists(file);
      @Nullable InfoRecord current = read(layout.folder(place), place);
      if (current == null || !current.dataName().equals(data.getFileName().toString())) {
        Files.deleteIfExists(data);
        Files.deleteIfExists(staged);
      }
    } catch (IOException e) {
      LOG.warn("store {}: left for the sweep after a failed upload: {}", name(), e.toString());
    }
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    Place place = layout.place(key);
    Path folder = layout.folder(place);
    @Nullable InfoRecord record = read(folder, place);
    if (record == null) {
      return Optional.empty();
    }
    // A percent sign in a file name must itself be encoded in a URI.
    String path = place.folder() + "/" + record.dataName().replace("%", "%25");
    return Optional.of(new StoredObject(record.info(), folder.resolve(record.dataName()), path));
  }

  @Override
  public boolean remove(ObjectKey key) throws IOException {
    Place place = layout.place(key);
    Path folder = layout.folder(place);
    ReentrantLock lock = lock(place);
    lock.lock();
    try {
      @Nullable InfoRecord old = read(folder, place);
      if (old == null) {
        return false;
      }
      Path mark = leftovers.replaced(old);
      Files.deleteIfExists(folder.resolve(place.infoName()));
      DurableFiles.syncFolder(folder);
      space.changed(-old.info().length());
      leftovers.deleteData(folder.resolve(old.dataName()));
      Files.deleteIfExists(mark);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable InfoRecord read(Path folder, Place place) throws IOException {
    try {
      return InfoRecord.parse(Files.readAllBytes(folder.resolve(place.infoName())));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private boolean isCurrent(InfoRecord record) throws IOException {
    Place place = layout.place(record.info().key());
    @Nullable InfoRecord current = read(layout.folder(place), place);
    return current != null && current.dataName().equals(record.dataName());
  }

  @Override
  public int sweep() throws IOException {
    return leftovers.sweep(record -> lock(layout.place(record.info().key())));
  }

  @Override
  public void probe() throws IOException {
    Path file = stage();
    try {
      Files.write(file, FORMAT);
      DurableFiles.syncFile(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return space.free();
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }

  private ReentrantLock lock(Place place) {
    return locks[Math.floorMod(place.name().hashCode(), locks.length)];
  }
}
