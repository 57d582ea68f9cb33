package io.sluice.encode;

import io.sluice.storage.ObjectBytes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.ObjectUpload;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.RemoteBytes;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A store whose bytes are no files of this machine; counts how many of them are asked for. */
final class ElsewhereStore implements ObjectStore {
  final AtomicLong asked = new AtomicLong();
  private final ObjectStore store;

  /** It answers nothing. */
  volatile boolean isAway;

  /** Happens once, while something is put. */
  final AtomicReference<@Nullable Meanwhile> meanwhile = new AtomicReference<>();

  /** What somebody else does. */
  interface Meanwhile {
    void happens() throws IOException;
  }

  ElsewhereStore(ObjectStore store) {
    this.store = store;
  }

  private final class Bytes implements RemoteBytes {
    private final ObjectBytes bytes;

    Bytes(ObjectBytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public InputStream open(long first, long length) throws IOException {
      asked.addAndGet(length);
      return bytes.open(first, length);
    }

    @Override
    public PresignedUrl presign() {
      throw new IllegalStateException("nobody is sent there");
    }

    @Override
    public String cacheKey() {
      return "elsewhere";
    }

    @Override
    public boolean isKept() {
      return false;
    }

    @Override
    public boolean redirects() {
      return false;
    }
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    if (isAway) {
      throw new IOException("it does not answer");
    }
    return store.find(key).map(found -> new StoredObject(found.info(), new Bytes(found.bytes())));
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void admit(long bytes) {
    store.admit(bytes);
  }

  @Override
  public void admit(ObjectKey key, long bytes) {
    store.admit(key, bytes);
  }

  @Override
  public Path stage() throws IOException {
    return store.stage();
  }

  @Override
  public ObjectUpload upload(ObjectKey key, long length, ObjectDescription description)
      throws IOException {
    return store.upload(key, length, description);
  }

  @Override
  public ObjectInfo adopt(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    Meanwhile event = meanwhile.getAndSet(null);
    if (event != null) {
      event.happens();
    }
    return store.adopt(key, file, description);
  }

  @Override
  public boolean remove(ObjectKey key) throws IOException {
    return store.remove(key);
  }

  @Override
  public int sweep() throws IOException {
    return store.sweep();
  }

  @Override
  public void probe() throws IOException {
    store.probe();
  }

  @Override
  public long freeBytes() throws IOException {
    return store.freeBytes();
  }

  @Override
  public void close() {
    // The store in it is closed by who opened it.
  }
}
