package io.sluice.storage.s3;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ListedStore;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectUpload;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket.
 *
 * <p>The commit point is the bucket's own: one PUT, or the completion of one multipart upload,
 * replaces an object as a whole. Nothing here depends on conditional writes.
 */
public final class S3Store implements ListedStore {
  /** What S3 takes as one object. */
  private static final long LONGEST = 5L << 40;

  private final S3StoreConfig config;
  private final Clock clock;
  private final S3Connection connection;
  private final S3Requests requests;
  private final S3Staging staging;
  private final S3Memory memory;
  private final S3Bucket bucket;
  private final S3Sweep sweep;

  private S3Store(S3StoreConfig config, Clock clock) throws IOException {
    this.config = config;
    this.clock = clock;
    this.requests = new S3Requests(config);
    this.staging = new S3Staging(config, clock);
    this.memory = new S3Memory(config.limits().infoCache(), System::nanoTime);
    this.connection = new S3Connection(config);
    this.bucket = new S3Bucket(config, connection);
    this.sweep = new S3Sweep(config, connection.client(), staging, clock);
  }

  /**
   * Connects to the bucket, and finds out and logs what it can do.
   *
   * @param config a bucket that exists
   * @param clock for the sweep
   * @return a store that the caller closes
   * @throws IOException key, region, clock or bucket are wrong; the message says which. A store
   *     that does not answer at all is no fault: it may be back later, and readiness says so until
   *     then
   */
  public static S3Store open(S3StoreConfig config, Clock clock) throws IOException {
    S3Store store = new S3Store(config, clock);
    try {
      store.bucket.explore();
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Connects to the bucket without writing into it.
   *
   * @param config a bucket that exists
   * @param clock for the sweep
   * @return a store that the caller closes
   * @throws IOException the bucket does not answer, or refuses us; the message says why
   */
  public static S3Store look(S3StoreConfig config, Clock clock) throws IOException {
    S3Store store = new S3Store(config, clock);
    try {
      store.bucket.require();
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public void admit(long bytes) {
    if (bytes > LONGEST) {
      throw new HttpErrorException(StorageError.STORE_FULL, "S3 takes no object above 5 TiB");
    }
  }

  @Override
  public void admit(ObjectKey key, long bytes) {
    admit(bytes);
  }

  @Override
  public Path stage() throws IOException {
    return staging.newFile();
  }

  @Override
  public ObjectUpload upload(ObjectKey key, long length, ObjectDescription description)
      throws IOException {
    return new S3Upload(this, key, length, description);
  }

  @Override
  public Optional<PresignedUrl> presignUpload(
      ObjectKey key, long length, ObjectDescription description, @Nullable String contentMd5)
      throws IOException {
    if (length > config.limits().maxPut()) {
      return Optional.empty();
    }
    settle(key);
    PutObjectRequest put =
        requests
            .put(key, description)
            .contentMD5(contentMd5)
            .metadata(Map.of(S3Requests.MARK, memory.handOver(key)))
            .build();
    Duration validity = config.limits().presignFor();
    try {
      return Optional.of(connection.signer().put(put, validity));
    } catch (SdkException e) {
      throw S3Failures.of("signing a PUT", e);
    }
  }

  @Override
  public ObjectInfo adopt(ObjectKey key, Path file, ObjectDescription description)
      throws IOException {
    try {
      long length = Files.size(file);
      return length <= config.limits().maxPut()
          ? put(key, file, description)
          : new S3FileParts(this, key, description).send(file, length);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Learns whether the upload before has arrived: after the next one, nobody could tell. */
  void settle(ObjectKey key) throws IOException {
    if (memory.awaits(key)) {
      find(key);
    }
  }

  /** One PUT of a whole file. */
  ObjectInfo put(ObjectKey key, Path file, ObjectDescription description) throws IOException {
    long length = Files.size(file);
    settle(key);
    memory.changed(key);
    try {
      String eTag =
          connection
              .client()
              .putObject(requests.put(key, description).build(), RequestBody.fromFile(file))
              .eTag();
      return committed(key, length, S3Requests.version(eTag), description);
    } catch (SdkException e) {
      throw S3Failures.of("PUT of an object", e);
    }
  }

  /** The bucket has it; what it says of it is the info, unless another upload came right after. */
  ObjectInfo committed(ObjectKey key, long length, String version, ObjectDescription description)
      throws IOException {
    memory.changed(key);
    @Nullable HeadObjectResponse head = head(key);
    @Nullable ObjectInfo now = head == null ? null : S3Requests.info(key, head);
    boolean isOurs = now != null && (version.isEmpty() || now.version().equals(version));
    return isOurs && now != null
        ? now
        : new ObjectInfo(key, length, version, clock.instant(), description);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws IOException {
    @Nullable StoredObject remembered = memory.get(key);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    long before = memory.changesOf(key);
    @Nullable HeadObjectResponse head = head(key);
    if (head == null) {
      return Optional.empty();
    }
    ObjectInfo info = S3Requests.info(key, head);
    S3Bytes bytes = new S3Bytes(config, connection, requests.name(key), info);
    StoredObject found = new StoredObject(info, bytes);
    memory.put(key, found, S3Requests.mark(head), before);
    return Optional.of(found);
  }

  @Override
  public void forget(ObjectKey key) {
    memory.changed(key);
  }

  private @Nullable HeadObjectResponse head(ObjectKey key) throws IOException {
    try {
      return connection
          .client()
          .headObject(
              h ->
                  h.bucket(config.bucket())
                      .key(requests.name(key))
                      .overrideConfiguration(S3Requests.QUICK));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        bucket.require();
        return null;
      }
      throw S3Failures.of("HEAD of an object", e);
    } catch (SdkException e) {
      throw S3Failures.of("HEAD of an object", e);
    }
  }

  @Override
  public boolean remove(ObjectKey key) throws IOException {
    @Nullable HeadObjectResponse head = head(key);
    boolean existed = head != null;
    if (head != null) {
      memory.arrived(key, S3Requests.mark(head));
      memory.changed(key);
      bucket.delete(requests.name(key));
    }
    memory.changed(key);
    return existed;
  }

  @Override
  public List<ObjectKey> below(String prefix) throws IOException {
    String before = config.prefix();
    try {
      return connection
          .client()
          .listObjectsV2Paginator(l -> l.bucket(config.bucket()).prefix(before + prefix))
          .contents()
          .stream()
          .map(object -> object.key().substring(before.length()))
          .flatMap(S3Requests::key)
          .toList();
    } catch (SdkException e) {
      throw S3Failures.of("listing objects", e);
    }
  }

  @Override
  public int sweep() throws IOException {
    return sweep.run();
  }

  @Override
  public void probe() throws IOException {
    staging.probe();
    bucket.probe();
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  /**
   * What was asked of the bucket; not what Nginx asks by itself.
   *
   * @return counted since the start
   */
  public S3Calls calls() {
    return connection.calls();
  }

  S3StoreConfig config() {
    return config;
  }

  S3Connection connection() {
    return connection;
  }

  S3Requests requests() {
    return requests;
  }

  S3Staging staging() {
    return staging;
  }

  S3Memory memory() {
    return memory;
  }

  @Override
  public void close() {
    connection.close();
  }
}
