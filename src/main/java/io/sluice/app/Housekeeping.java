package io.sluice.app;

import io.sluice.delivery.Spool;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.file.DerivedBound;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps stores, what is derived of their objects, and the spool, beginning at the start: every
 * half minute, or oftener where something may go at a younger age.
 */
final class Housekeeping implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(30);

  /** A place that can be swept by age. */
  private interface Sweep {
    int sweep() throws IOException;
  }

  private final Collection<? extends ObjectStore> stores;
  private final Map<String, DerivedBound> bounds;
  private final @Nullable Spool spool;
  private final Duration period;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sluice-housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  /** Takes what to sweep, and the youngest age at which anything in it may be deleted. */
  Housekeeping(
      Collection<? extends ObjectStore> stores,
      Map<String, DerivedBound> bounds,
      @Nullable Spool spool,
      Duration youngest) {
    this.stores = stores;
    this.bounds = bounds;
    this.spool = spool;
    this.period = youngest.compareTo(LONGEST_PERIOD) < 0 ? youngest : LONGEST_PERIOD;
  }

  void start() {
    long millis = period.toMillis();
    var task = executor.scheduleWithFixedDelay(this::run, 0, millis, TimeUnit.MILLISECONDS);
    LOG.debug("housekeeping every {} ms: {}", millis, task);
  }

  private void run() {
    for (ObjectStore store : stores) {
      sweep("store " + store.name(), store::sweep);
    }
    bounds.forEach((store, bound) -> sweep("what was made for store " + store, bound::sweep));
    if (spool != null) {
      sweep("the spool", spool::sweep);
    }
  }

  /** A failure must not end the schedule: the disk may be back in half a minute. */
  private static void sweep(String place, Sweep sweep) {
    try {
      int deleted = sweep.sweep();
      if (deleted > 0) {
        LOG.info("swept {} files from {}", deleted, place);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot sweep {}: {}", place, e.toString());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
