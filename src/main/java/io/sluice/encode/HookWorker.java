package io.sluice.encode;

import io.sluice.events.Hook;
import io.sluice.events.Job;
import io.sluice.events.Outbox;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the hook, job by job, until it says 2xx. */
final class HookWorker extends Worker {
  static final String KIND = "tell";
  static final String MESSAGE = "message";

  /** When it was first to be told, in milliseconds. */
  static final String SINCE = "since";

  private static final Logger LOG = LoggerFactory.getLogger(HookWorker.class);

  private final Outbox outbox;
  private final ObjectStore store;
  private final Hook hook;
  private final EncodeConfig config;
  private final EncodeMetrics metrics;
  private final Clock clock;

  HookWorker(
      Outbox outbox,
      ObjectStore store,
      Hook hook,
      EncodeConfig config,
      EncodeMetrics metrics,
      Clock clock) {
    super(outbox, KIND);
    this.outbox = outbox;
    this.store = store;
    this.hook = hook;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  void work(Job job) throws IOException {
    try {
      if (isStale(job)) {
        metrics.told("superseded");
        outbox.done(job);
        return;
      }
    } catch (IOException e) {
      // The hook had no part in it, and is not counted.
      again(job, "whether it is the newest is not known: " + e);
      return;
    }
    String reason = tell(job);
    if (reason.isEmpty()) {
      outbox.done(job);
    } else if (hook.isClosed()) {
      outbox.postpone(job, Duration.ZERO);
    } else {
      again(job, reason);
    }
  }

  /** Empty when it was heard, else why not. */
  private String tell(Job job) {
    try {
      int status = hook.tell(job.id(), "encoded", job.fact(MESSAGE));
      if (status >= 200 && status < 300) {
        metrics.told("ok");
        return "";
      }
      metrics.told(Integer.toString(status));
      return "the hook answers " + status;
    } catch (IOException | RuntimeException e) {
      // Of the second kind are an address that cannot be, and a call that is ended by close.
      metrics.told("none");
      return "the hook does not answer: " + e;
    }
  }

  private void again(Job job, String reason) throws IOException {
    boolean isOver = clock.instant().isAfter(job.moment(SINCE).plus(config.patience()));
    // One that a person lets be tried again has some attempts, however old it is.
    if (isOver && job.state().attempts() >= config.tries()) {
      LOG.error("the hook never heard of {}: {}", job.fact(EncodeUpload.KEY), reason);
      outbox.giveUp(job, reason);
    } else {
      LOG.warn("{}: {}", job.fact(EncodeUpload.KEY), reason);
      outbox.retry(job, reason);
    }
  }

  /** Told late, it would be taken for what is said of the version that is there now. */
  private boolean isStale(Job job) throws IOException {
    String version = job.fact(EncodeUpload.VERSION);
    if (version.isEmpty()) {
      return false;
    }
    ObjectKey key = new ObjectKey(job.fact(EncodeUpload.KEY));
    store.forget(key);
    Optional<StoredObject> found = store.find(key);
    return found.isPresent() && !found.get().info().version().equals(version);
  }
}
