package io.sluice.storage.file;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.ObjectUpload;
import io.sluice.storage.StagedUpload;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoreFullException;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects as plain files on one mount.
 *
 * <p>{@link #adopt} in order: sync the data; stage the new info record and sync it; rename the data
 * beside its key and sync the folder; note the old record; rename the info record over it (the
 * commit point) and sync the folder again. A crash before the commit leaves the old object and a
 * staged record that tells {@link Leftovers} which data file to delete.
 *
 * <p>One gateway at a time serves a store ({@link #claimForServing}): locks and quota are its own.
 */
public final class FileStore implements ObjectStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
  private static final byte[] PROBE = "probe\n".getBytes(StandardCharsets.US_ASCII);

  private final FileStoreConfig config;
  private final Clock clock;
  private final StoreLayout layout;
  private final DurableFiles files;
  private final InfoFiles infos;
  private final Leftovers leftovers;
  private final Space space;
  private final DerivedFolders derived;
  private volatile Consumer<ObjectKey> onChange = key -> {};
  private @Nullable ServingMark servingMark;
  private final RemovedSeconds removed = new RemovedSeconds();
  private final StoreFolders folders;

  /**
   * Opens a store, making its folders on first use.
   *
   * @param config whose root exists and is empty or a store already
   * @param clock for modification times and the sweep
   * @return a store that the caller closes
   * @throws IOException the root is missing, not writable, or holds something else
   */
  public static FileStore open(FileStoreConfig config, Clock clock) throws IOException {
    return open(config, clock, new DurableFiles());
  }

  static FileStore open(FileStoreConfig config, Clock clock, DurableFiles files)
      throws IOException {
    StoreLayout layout = new StoreLayout(config.root());
    new StoreRoot(config, layout, files).claim();
    return new FileStore(config, clock, layout, files);
  }

  private FileStore(FileStoreConfig config, Clock clock, StoreLayout layout, DurableFiles files)
      throws IOException {
    this.config = config;
    this.clock = clock;
    this.layout = layout;
    this.files = files;
    this.folders = new StoreFolders(layout, files);
    this.infos = new InfoFiles(layout);
    this.leftovers = new Leftovers(config, clock, layout, files, infos::isCurrent);
    this.space = new Space(config, layout);
    this.derived = new DerivedFolders(layout, files);
    if (config.quotaBytes() > 0) {
      space.count(leftovers.garbage());
    }
  }

  /**
   * Whether a folder holds a store already, so that {@link #open} would make nothing in it.
   *
   * @param root a store's root, perhaps missing
   * @return true when the folder says of itself that it is a store
   */
  public static boolean isStore(Path root) {
    return Files.exists(new StoreLayout(root).marker());
  }

  /**
   * Makes this the one gateway that serves the store, until it is closed. Scrub and import may run
   * beside it.
   *
   * @throws IOException another gateway serves it
   */
  public void claimForServing() throws IOException {
    servingMark = ServingMark.take(layout.servingMark());
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

  /**
   * What is made of objects, and can be made anew.
   *
   * @return for as long as the store is open
   */
  public DerivedFolders derived() {
    return derived;
  }

  /**
   * Tells somebody of every object that this process has put or removed.
   *
   * @param listener called after the change, by the thread that made it; throws nothing
   */
  public void onChange(Consumer<ObjectKey> listener) {
    onChange = listener;
  }

  @Override
  public void admit(ObjectKey key, long bytes) {
    try {
      space.admit(bytes, config.quotaBytes() == 0 ? 0 : lengthOf(key));
    } catch (IOException e) {
      throw new HttpErrorException(StorageError.STORE_FAILED, e);
    }
  }

  /** What an upload to this key gives back. */
  private long lengthOf(ObjectKey key) throws IOException {
    @Nullable InfoRecord old = infos.readForChange(layout.place(key));
    return old == null ? 0 : old.info().length();
  }

  @Override
  public void admit(long bytes) {
    try {
      space.admit(bytes, 0);
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
  public ObjectUpload upload(ObjectKey key, long length, ObjectDescription description)
      throws IOException {
    return new StagedUpload(this, key, description);
  }

  @Override
  public ObjectInfo adopt(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    Place place = layout.place(key);
    Path folder = layout.folder(place);
    Path data = folder.resolve(place.newDataName());
    Incoming in = new Incoming(place, folder, file, data, leftovers.stagedRecord());
    try {
      long now = clock.instant().getEpochSecond();
      files.stamp(file, Instant.ofEpochSecond(now));
      files.syncFile(file); // Minutes for a huge upload, so before the lock.
      ObjectInfo info = commit(in, key, description, now);
      onChange.accept(key);
      return info;
    } catch (IOException e) {
      boolean isFull = space.isExhausted(); // Asked while the upload still takes its space.
      abandon(in);
      throw isFull ? new StoreFullException("no space left for " + key, e) : e;
    } catch (HttpErrorException e) {
      abandon(in);
      throw e;
    }
  }

  private ObjectInfo commit(
      Incoming in, ObjectKey key, ObjectDescription description, long stampedSecond)
      throws IOException {
    ReentrantLock lock = folders.lock(in.place());
    lock.lock();
    try {
      folders.make(in.place());
      @Nullable InfoRecord old = infos.readForChange(in.place());
      long modified = ownSecond(in, old, stampedSecond);
      InfoRecord next = in.describe(key, description, modified);
      files.writeNew(in.staged(), next.toJson());
      files.rename(in.file(), in.data());
      files.syncFolder(in.folder());
      if (old != null) {
        leftovers.note(in.info(), old);
      }
      claimAndRename(in, next.info().length() - (old == null ? 0 : old.info().length()));
      files.syncFolder(in.folder());
      return next.info();
    } finally {
      lock.unlock();
    }
  }

  /** Here the length is known at last, and no other upload can come between. */
  private void claimAndRename(Incoming in, long growth) throws IOException {
    space.claim(growth);
    try {
      files.rename(in.staged(), in.info());
    } catch (IOException e) {
      space.changed(-growth);
      throw e;
    }
  }

  /**
   * Nginx and we name versions by modification second and length, so each content of a key gets a
   * second of its own, even when it replaces one that is younger than a second.
   */
  private long ownSecond(Incoming in, @Nullable InfoRecord old, long stampedSecond)
      throws IOException {
    long last =
        old == null ? removed.lastOf(in.place().name()) : old.info().modified().getEpochSecond();
    if (stampedSecond > last) {
      return stampedSecond;
    }
    files.stamp(in.file(), Instant.ofEpochSecond(last + 1));
    files.syncFile(in.file());
    return last + 1;
  }

  /** The commit may have happened before the failure: what the record names is kept. */
  private void abandon(Incoming in) {
    ReentrantLock lock = folders.lock(in.place());
    lock.lock();
    try {
      files.delete(in.file());
      @Nullable InfoRecord current = infos.readForChange(in.place());
      if (current == null || !current.dataName().equals(in.data().getFileName().toString())) {
        files.delete(in.data());
        files.delete(in.staged());
      }
    } catch (IOException e) {
      LOG.warn("store {}: left for the sweep after a failed upload: {}", name(), e.toString());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    Place place = layout.place(key);
    Path folder = layout.folder(place);
    @Nullable InfoRecord record = infos.read(place);
    if (record == null) {
      return Optional.empty();
    }
    // A percent sign in a file name must itself be encoded in a URI.
    String path = place.folder() + "/" + record.dataName().replace("%", "%25");
    FileBytes bytes = new FileBytes(folder.resolve(record.dataName()), path);
    return Optional.of(new StoredObject(record.info(), bytes));
  }

  @Override
  public boolean remove(ObjectKey key) throws IOException {
    boolean existed = removeLocked(key);
    if (existed) {
      onChange.accept(key);
    }
    return existed;
  }

  private boolean removeLocked(ObjectKey key) throws IOException {
    Place place = layout.place(key);
    Path folder = layout.folder(place);
    ReentrantLock lock = folders.lock(place);
    lock.lock();
    try {
      @Nullable InfoRecord old = infos.readForChange(place);
      if (old == null) {
        return removeDamaged(folder, place);
      }
      @Nullable Path note = noteIfRoom(folder.resolve(place.infoName()), old);
      files.delete(folder.resolve(place.infoName()));
      long now = clock.instant().getEpochSecond();
      removed.remember(place.name(), old.info().modified().getEpochSecond(), now);
      space.changed(-old.info().length());
      files.syncFolder(folder);
      leftovers.deleteData(folder.resolve(old.dataName()));
      if (note != null) {
        files.delete(note);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean removeDamaged(Path folder, Place place) throws IOException {
    if (!files.delete(folder.resolve(place.infoName()))) {
      return false;
    }
    files.syncFolder(folder);
    return true;
  }

  /** A full disk must not keep anyone from removing. */
  private @Nullable Path noteIfRoom(Path info, InfoRecord old) {
    try {
      return leftovers.note(info, old);
    } catch (IOException e) {
      LOG.warn("store {}: removing without a note for the sweep: {}", name(), e.toString());
      return null;
    }
  }

  @Override
  public int sweep() throws IOException {
    return leftovers.sweep(record -> folders.lock(layout.place(record.info().key())));
  }

  @Override
  public void probe() throws IOException {
    Path file = stage();
    try {
      Files.write(file, PROBE);
      files.syncFile(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return space.free();
  }

  @Override
  public void close() throws IOException {
    @Nullable ServingMark held = servingMark;
    if (held != null) {
      held.close();
    }
  }

  StoreLayout layout() {
    return layout;
  }

  DurableFiles files() {
    return files;
  }

  Leftovers leftovers() {
    return leftovers;
  }

  Space space() {
    return space;
  }

  long minFreeBytes() {
    return config.minFreeBytes();
  }

  StoreFolders folders() {
    return folders;
  }
}
