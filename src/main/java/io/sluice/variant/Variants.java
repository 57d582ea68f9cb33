package io.sluice.variant;

import com.github.benmanes.caffeine.cache.Cache;
import io.sluice.http.EntityTag;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.Images;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.video.Videos;
import io.sluice.source.Source;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.FileStore;
import io.sluice.variant.RememberedFailures.Attempt;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of sources: found in the store, or made once and put there.
 *
 * <p>However many ask for one variant at once, it is made once on this node; each waits for a time
 * of its own, and when the time of the last is up the work ends. That a client has left is not
 * seen. What failed is remembered for seconds, so that a damaged picture on a busy page is not
 * tried again for each view.
 *
 * <p>Safe for use by many threads.
 */
public final class Variants implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Variants.class);

  private final VariantsConfig config;
  private final Shelf shelf;
  private final MakeVariant make;
  private final VariantMetrics metrics;
  private final ThreadPoolExecutor pool;
  private final ConcurrentMap<ObjectKey, Flight> flights = new ConcurrentHashMap<>();
  private final Cache<Attempt, HttpErrorException> failures = RememberedFailures.make();

  /**
   * Takes its parts.
   *
   * @param config its settings
   * @param store keeps what is made; closed by the caller
   * @param images makes it; closed by the caller
   * @param videos gives the picture of a video
   * @param metrics counts it
   */
  public Variants(
      VariantsConfig config,
      ObjectStore store,
      Images images,
      Videos videos,
      VariantMetrics metrics) {
    this.config = config;
    this.shelf = store instanceof FileStore file ? new FileShelf(file) : new StoreShelf(store);
    this.metrics = metrics;
    this.make = new MakeVariant(images, videos);
    this.pool = RenderPool.start(images.jobs(), images.queue());
    metrics.watch(pool);
  }

  /**
   * The name that {@code X-Accel-Redirect} has for where variants are kept.
   *
   * @return always the same
   */
  public String shelfName() {
    return shelf.name();
  }

  /**
   * The entity tag of a variant, whether it was made or not: who has it needs neither a search nor
   * a computation.
   *
   * @param source as for {@link #get(Source, Recipe)}
   * @param recipe as above
   * @return another one whenever another result comes out
   */
  public EntityTag tag(Source source, Recipe recipe) {
    return VariantKey.of(source, recipe, make.identity()).tag();
  }

  /**
   * Forgets what was remembered of a variant, because it was not there as said.
   *
   * @param source as above
   * @param recipe as above
   */
  public void forget(Source source, Recipe recipe) {
    shelf.forget(VariantKey.of(source, recipe, make.identity()).key());
  }

  /**
   * Takes away all variants of a source that was changed or removed. Nobody is served them anyway:
   * their names have the version of the source in them.
   *
   * @param sourceIdentity as of {@link Source#identity}
   */
  public void removeAllOf(String sourceIdentity) {
    try {
      if (shelf instanceof FileShelf files) {
        files.removeAllOf(sourceIdentity);
      }
    } catch (IOException e) {
      LOG.warn("variants of a changed object are left for the sweep: {}", e.toString());
    }
  }

  /**
   * Finds or makes a variant. May wait for the store, never for the making.
   *
   * @param source exists, and may be read by whoever asked
   * @param recipe what is to become of it
   * @return completed with the variant, or with an {@link HttpErrorException}: a {@link
   *     MediaError}, {@link StorageError#STORE_FAILED} (503), or {@link MediaError#RENDER_TIMEOUT}
   *     (504) when it took longer than this caller may wait
   * @throws IOException the store failed (answered as 503)
   */
  public CompletableFuture<StoredObject> get(Source source, Recipe recipe) throws IOException {
    return get(shelf, VariantKey.of(source, recipe, make.identity()).key(), source, recipe);
  }

  /**
   * As {@link #get(Source, Recipe)}, kept elsewhere under a name of the caller's own.
   *
   * @param shelf keeps it; of two callers with one key, that of the first
   * @param key names shelf, source and recipe; does not begin with {@code variants/}
   * @param source as above
   * @param recipe as above
   * @return as above
   * @throws IOException as above
   */
  public CompletableFuture<StoredObject> get(
      Shelf shelf, ObjectKey key, Source source, Recipe recipe) throws IOException {
    Optional<StoredObject> found = shelf.find(key);
    if (found.isPresent()) {
      metrics.answered("found");
      return CompletableFuture.completedFuture(found.get());
    }
    HttpErrorException failure = failures.getIfPresent(new Attempt(key, source.version()));
    if (failure != null) {
      metrics.answered("refused");
      return CompletableFuture.failedFuture(failure);
    }
    return wait(new Work(shelf, key, source, recipe));
  }

  /**
   * Reads what a source's head says. May take as long as the source takes to come.
   *
   * @param source exists, and may be read by whoever asked
   * @return completed with its size, frames and orientation, or with an {@link HttpErrorException}
   *     as {@link #get}
   */
  public CompletableFuture<ImageInfo> probe(Source source) {
    CompletableFuture<ImageInfo> info = new CompletableFuture<>();
    try {
      pool.execute(
          () -> {
            try {
              info.complete(make.probe(shelf, source, new Deadline(config.patience())));
            } catch (IOException | RuntimeException e) {
              info.completeExceptionally(error(e));
            }
          });
    } catch (RejectedExecutionException e) {
      info.completeExceptionally(busy());
    }
    return info.orTimeout(config.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  private HttpErrorException busy() {
    return new HttpErrorException(MediaError.RENDER_BUSY, pool.getQueue().size() + " wait");
  }

  /** What is to be made, and where it goes. */
  private record Work(Shelf shelf, ObjectKey key, Source source, Recipe recipe) {}

  private CompletableFuture<StoredObject> wait(Work work) {
    ObjectKey key = work.key();
    for (; ; ) {
      Flight mine = new Flight(config.patience());
      Flight others = flights.putIfAbsent(key, mine);
      Flight flight = others == null ? mine : others;
      CompletableFuture<StoredObject> waiting = flight.join(config.patience());
      if (waiting == null) {
        flights.remove(key, flight); // It is ending, unwanted; its maker will find it gone.
        continue;
      }
      if (others == null) {
        start(work, mine);
      } else {
        metrics.answered("joined");
      }
      return waiting;
    }
  }

  private void start(Work work, Flight flight) {
    try {
      pool.execute(() -> run(work, flight));
    } catch (RejectedExecutionException e) {
      metrics.answered("busy");
      end(work.key(), flight);
      flight.result().completeExceptionally(busy());
    }
  }

  private void run(Work work, Flight flight) {
    ObjectKey key = work.key();
    long start = System.nanoTime();
    try {
      flight.deadline().check();
      StoredObject made =
          make.make(work.shelf(), key, work.source(), work.recipe(), flight.deadline());
      metrics.made(System.nanoTime() - start);
      end(key, flight);
      flight.result().complete(made);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      HttpErrorException error = error(e);
      metrics.answered(error.error().code());
      if (!flight.deadline().isCancelled()) {
        failures.put(new Attempt(key, work.source().version()), error);
      }
      end(key, flight);
      flight.result().completeExceptionally(error);
    }
  }

  /** Before the result is there, so that whoever comes after it looks into the store first. */
  private void end(ObjectKey key, Flight flight) {
    flights.remove(key, flight);
  }

  private static HttpErrorException error(Throwable e) {
    if (e instanceof HttpErrorException known) {
      return known;
    }
    if (e instanceof IOException failed) {
      return StorageError.failed(failed);
    }
    LOG.error("while making a variant", e);
    return new HttpErrorException(ProtocolError.INTERNAL, e);
  }

  /** Ends what is being made; nobody waits any more. */
  @Override
  public void close() {
    flights.values().forEach(flight -> flight.deadline().cancel());
    pool.shutdownNow();
  }
}
