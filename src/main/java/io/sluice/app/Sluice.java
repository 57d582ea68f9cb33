package io.sluice.app;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.Front;
import io.sluice.delivery.FrontConfig;
import io.sluice.delivery.Spool;
import io.sluice.encode.EncodeConfig;
import io.sluice.encode.Encodings;
import io.sluice.events.UploadListener;
import io.sluice.media.image.Images;
import io.sluice.media.video.EncodeVideo;
import io.sluice.media.video.Ffmpeg;
import io.sluice.media.video.Videos;
import io.sluice.source.ObjectSource;
import io.sluice.source.http.GuardedClient;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoreSettings;
import io.sluice.storage.file.DerivedBound;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.s3.S3Store;
import io.sluice.storage.s3.S3StoreConfig;
import io.sluice.variant.VariantMetrics;
import io.sluice.variant.Variants;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running house: everything that lives from start to stop.
 *
 * <p>Safe for use by many threads.
 */
public final class Sluice implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

  private final SluiceConfig config;
  private final Clock clock;
  private final BlockingWork work;
  private final Map<String, ObjectStore> stores;
  private final @Nullable Spool spool;
  private final Front front;
  private final PrometheusRegistry registry;
  private final Housekeeping housekeeping;
  private final @Nullable Images images;
  private final @Nullable Ffmpeg ffmpeg;
  private final @Nullable Variants variants;
  private final @Nullable GuardedClient hosts;
  private @Nullable Encodings encodings;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private Sluice(
      SluiceConfig config,
      Clock clock,
      Map<String, ObjectStore> stores,
      @Nullable Spool spool,
      BlockingWork work)
      throws IOException {
    this.work = work;
    this.config = config;
    this.clock = clock;
    this.stores = stores;
    this.spool = spool;
    String path = config.publicUrl().getRawPath();
    this.front = new Front(config.front(), spool, path == null ? "" : path);
    this.registry = new PrometheusRegistry();
    boolean makesVariants = config.thumbor() != null || config.resize() != null;
    Map<String, DerivedBound> bounds = makesVariants ? bounds(config, stores) : Map.of();
    this.housekeeping = new Housekeeping(stores.values(), bounds, spool, youngest(config));
    GatewayMetrics.register(registry, stores.values(), bounds, spool);
    boolean needsImages = makesVariants || config.encode() != null;
    this.images =
        needsImages
            ? new Images(config.images(), Engines.open(config.images(), config.scratch()))
            : null;
    this.ffmpeg = Engines.ffmpeg(config);
    this.variants = makesVariants ? variants(Objects.requireNonNull(images)) : null;
    this.hosts = asksHosts(config) ? new GuardedClient(config.httpSources()) : null;
  }

  private static boolean asksHosts(SluiceConfig config) {
    return config.thumbor() != null && !config.thumbor().allowedHosts().isEmpty();
  }

  private Variants variants(Images engines) {
    ObjectStore store = Objects.requireNonNull(stores.get(config.variants().store()));
    Videos videos = new Videos(config.video(), ffmpeg);
    Variants variants =
        new Variants(config.variants(), store, engines, videos, new VariantMetrics(registry));
    for (ObjectStore source : stores.values()) {
      if (source instanceof FileStore file) {
        file.onChange(key -> variants.removeAllOf(ObjectSource.identity(file.name(), key)));
      }
    }
    return variants;
  }

  private static Map<String, DerivedBound> bounds(
      SluiceConfig config, Map<String, ObjectStore> stores) {
    Map<String, DerivedBound> bounds = new LinkedHashMap<>();
    for (ObjectStore store : stores.values()) {
      if (store instanceof FileStore file) {
        bounds.put(file.name(), new DerivedBound(file, config.variants().maxBytes()));
      }
    }
    return bounds;
  }

  /**
   * Opens stores and spool, proves that the hand-over can work, and starts the sweeps.
   *
   * @param config free of faults
   * @param clock for timeouts and ages
   * @return a house that the caller closes
   * @throws IOException a folder is missing or not writable, or spool and store are not one mount;
   *     the message says how to mend it
   */
  public static Sluice start(SluiceConfig config, Clock clock) throws IOException {
    return start(config, clock, BlockingWork.HERE);
  }

  /**
   * As {@link #start(SluiceConfig, Clock)}, for a server whose threads must not wait.
   *
   * @param config as above
   * @param clock as above
   * @param work runs what waits for a disk
   * @return as above
   * @throws IOException as above
   */
  public static Sluice start(SluiceConfig config, Clock clock, BlockingWork work)
      throws IOException {
    try {
      return open(config, clock, work);
    } catch (AccessDeniedException e) {
      throw new IOException(
          e.getFile()
              + " is not ours to read and write: we are "
              + System.getProperty("user.name")
              + "; run Nginx workers and Sluice as one user, who owns store and spool",
          e);
    }
  }

  private static Sluice open(SluiceConfig config, Clock clock, BlockingWork work)
      throws IOException {
    Map<String, ObjectStore> stores = new LinkedHashMap<>();
    try {
      return open(config, clock, work, stores);
    } catch (IOException | RuntimeException e) {
      // A container goes on without us: nothing of ours may stay.
      for (ObjectStore store : stores.values()) {
        store.close();
      }
      throw e;
    }
  }

  /** Fills the stores as they are opened. */
  private static Sluice open(
      SluiceConfig config, Clock clock, BlockingWork work, Map<String, ObjectStore> stores)
      throws IOException {
    for (StoreSettings store : config.stores().values()) {
      stores.put(store.name(), open(store, clock));
    }
    FrontConfig frontConfig = config.front();
    Spool spool = frontConfig == null ? null : new Spool(frontConfig, clock);
    for (ObjectStore store : stores.values()) {
      if (store instanceof FileStore file) {
        file.claimForServing();
        file.probe();
      }
      if (spool != null) {
        probe(spool, store);
      }
    }
    Sluice sluice = new Sluice(config, clock, stores, spool, work);
    sluice.startEncodings();
    sluice.housekeeping.start();
    LOG.info(
        "Sluice started: {}, stores {}",
        spool == null ? "serving by itself" : "behind Nginx",
        stores.keySet());
    return sluice;
  }

  private void startEncodings() throws IOException {
    EncodeConfig encode = config.encode();
    Path folder = config.encodeFolder();
    if (encode == null || folder == null || config.ftrack() == null) {
      return;
    }
    ObjectStore store = Objects.requireNonNull(stores.get(config.ftrack().store()));
    EncodeVideo videos = Engines.encoder(encode, config.video(), ffmpeg);
    Images pictures = Objects.requireNonNull(images);
    try {
      encodings = Encodings.start(encode, folder, store, videos, pictures, registry, clock);
    } catch (IOException | RuntimeException e) {
      closeEngines();
      throw e;
    }
  }

  private static ObjectStore open(StoreSettings settings, Clock clock) throws IOException {
    if (settings instanceof FileStoreConfig file) {
      return FileStore.open(file, clock);
    }
    return S3Store.open((S3StoreConfig) settings, clock);
  }

  /** Shows that a body can get from Nginx to a store. */
  static void probe(Spool spool, ObjectStore store) throws IOException {
    if (store instanceof FileStore file) {
      spool.probe(file.staging());
    } else {
      spool.probe();
    }
  }

  /** The age at which the first of all left-overs may go. */
  private static Duration youngest(SluiceConfig config) {
    FrontConfig front = config.front();
    Stream<Duration> ofStores = config.stores().values().stream().map(StoreSettings::sweepsFrom);
    Stream<Duration> ofFront = front == null ? Stream.of() : Stream.of(front.sweepAfter());
    return Stream.concat(ofStores, ofFront).min(Duration::compareTo).orElse(Duration.ofDays(1));
  }

  /** The settings it was started with. */
  public SluiceConfig config() {
    return config;
  }

  /** Runs what waits for a disk. */
  public BlockingWork work() {
    return work;
  }

  Clock clock() {
    return clock;
  }

  Map<String, ObjectStore> stores() {
    return stores;
  }

  /** What is made of sources; null when no door makes anything. */
  @Nullable Variants variants() {
    return variants;
  }

  /** Fetches from other servers; null when no door does. */
  @Nullable GuardedClient hosts() {
    return hosts;
  }

  /** Hears of what is put through a door. */
  UploadListener uploads() {
    return encodings == null ? UploadListener.NONE : encodings;
  }

  @Nullable Spool spool() {
    return spool;
  }

  Front front() {
    return front;
  }

  PrometheusRegistry registry() {
    return registry;
  }

  boolean isStopping() {
    return stopping.get();
  }

  /** From here on readiness fails, so that a balancer sends no more work; requests still finish. */
  public void announceStop() {
    if (stopping.compareAndSet(false, true)) {
      LOG.info("stopping: running requests may finish");
    }
  }

  /** Stops the sweeps and closes the stores; no request may run any more. */
  @Override
  public void close() throws IOException {
    announceStop();
    housekeeping.close();
    if (encodings != null) {
      encodings.close();
    }
    closeEngines();
    for (ObjectStore store : stores.values()) {
      store.close();
    }
    LOG.info("Sluice stopped");
  }

  private void closeEngines() throws IOException {
    if (hosts != null) {
      hosts.close();
    }
    if (variants != null) {
      variants.close();
    }
    if (images != null) {
      images.close();
    }
  }
}
