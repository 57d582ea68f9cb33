package io.sluice.encode;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.events.Hook;
import io.sluice.events.Outbox;
import io.sluice.events.UploadListener;
import io.sluice.http.ContentDisposition;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.Images;
import io.sluice.media.video.EncodeVideo;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoredObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of uploads, keeps a job for each, and lets few of them run at once.
 *
 * <p>An upload never fails because of it: when the queue is full or its disk fails, that is counted
 * and logged. Safe for use by many threads.
 */
public final class Encodings implements UploadListener, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Encodings.class);
  private static final String OWN_PREFIX = "ftrackreview-";
  private static final Duration LAST_WORK = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 50;

  private final ObjectStore store;
  private final Outbox outbox;
  private final Hook hook;
  private final EncodeMetrics metrics;
  private final Clock clock;
  private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();

  private Encodings(
      ObjectStore store, Outbox outbox, Hook hook, EncodeMetrics metrics, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.hook = hook;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Opens the outbox and begins to work, also on what was left by the process before.
   *
   * @param config its settings
   * @param folder of the outbox
   * @param store has the uploads, and takes what is made of them; closed by the caller
   * @param videos makes MP4 of videos
   * @param images makes JPEG of pictures; closed by the caller
   * @param registry takes its metrics
   * @param clock says what is due
   * @return closed by the caller, before store and images
   * @throws IOException the folder cannot be used, or another process works on it
   */
  public static Encodings start(
      EncodeConfig config,
      Path folder,
      ObjectStore store,
      EncodeVideo videos,
      Images images,
      PrometheusRegistry registry,
      Clock clock)
      throws IOException {
    Outbox outbox = Outbox.open(folder, config.queue(), config.tries(), clock);
    EncodeMetrics metrics = new EncodeMetrics(registry, outbox);
    Hook hook = new Hook(config.hook(), clock);
    Encodings encodings = new Encodings(store, outbox, hook, metrics, clock);
    ReviewMedia media = new ReviewMedia(videos, images);
    EncodeUpload encode = new EncodeUpload(store, media, config, metrics, clock);
    for (int i = 0; i < config.jobs(); i++) {
      Worker worker = new EncodeWorker(outbox, encode, config, metrics, encodings.running, clock);
      encodings.start("encode-" + i, worker);
    }
    encodings.start("encode-hook", new HookWorker(outbox, store, hook, config, metrics, clock));
    return encodings;
  }

  private void start(String name, Worker worker) {
    Thread thread = new Thread(worker, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public void stored(ObjectInfo info) {
    add(
        info.description(),
        Map.of(
            EncodeUpload.KEY,
            info.key().value(),
            EncodeUpload.VERSION,
            info.version(),
            EncodeUpload.SINCE,
            Long.toString(clock.millis())));
  }

  @Override
  public Runnable expected(ObjectKey key, ObjectDescription description) {
    String before = versionNow(key);
    return () ->
        add(
            description,
            Map.of(
                EncodeUpload.KEY,
                key.value(),
                EncodeUpload.BEFORE,
                before,
                EncodeUpload.SINCE,
                Long.toString(clock.millis())));
  }

  private String versionNow(ObjectKey key) {
    try {
      store.forget(key); // An older one would let the job take what is there for its own.
      Optional<StoredObject> found = store.find(key);
      return found.map(object -> object.info().version()).orElse("");
    } catch (IOException | RuntimeException e) {
      LOG.warn("what {} replaces is not known: {}", key.value(), e.toString());
      return "";
    }
  }

  private void add(ObjectDescription description, Map<String, String> facts) {
    String component = facts.getOrDefault(EncodeUpload.KEY, "");
    try {
      if (isReviewMedia(description)) {
        metrics.uploaded("passed");
        return;
      }
      boolean isIn = outbox.add(EncodeWorker.KIND, facts);
      metrics.uploaded(isIn ? "queued" : "full");
      if (!isIn) {
        LOG.warn("nothing is made of {}: the queue is full", component);
      }
    } catch (IOException | RuntimeException e) {
      metrics.uploaded("error");
      LOG.error("nothing is made of {}: {}", component, e.toString());
    }
  }

  /** Somebody else has made it, and uploads it under the name that ftrack's player looks for. */
  private static boolean isReviewMedia(ObjectDescription description) {
    @Nullable ContentDisposition disposition = ContentDisposition.parse(description.disposition());
    @Nullable String name = disposition == null ? null : disposition.fileName();
    return name != null && name.startsWith(OWN_PREFIX);
  }

  /** One that no other attempt would cure. */
  static boolean isFinal(HttpErrorException e) {
    return e.error() == MediaError.RENDER_TIMEOUT
        || (e.error() instanceof MediaError && e.error().status() < 500);
  }

  /** Ends what runs, so that the next process does it again. */
  @Override
  public void close() throws IOException {
    outbox.stop();
    running.forEach(Deadline::cancel);
    long end = System.nanoTime() + LAST_WORK.toNanos();
    try {
      for (Thread thread : threads) {
        while (thread.isAlive() && System.nanoTime() < end) {
          hook.close(); // Again: the JDK connects anew when it is cut off before it reads.
          thread.join(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
  }
}
