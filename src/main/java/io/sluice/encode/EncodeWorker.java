package io.sluice.encode;

import io.sluice.events.Job;
import io.sluice.events.Outbox;
import io.sluice.http.HttpErrorException;
import io.sluice.media.image.Deadline;
import io.sluice.storage.StorageError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes review media, job by job. */
final class EncodeWorker extends Worker {
  static final String KIND = "encode";

  private static final Logger LOG = LoggerFactory.getLogger(EncodeWorker.class);

  private final Outbox outbox;
  private final EncodeUpload encode;
  private final EncodeConfig config;
  private final EncodeMetrics metrics;
  private final Set<Deadline> running;
  private final Clock clock;

  EncodeWorker(
      Outbox outbox,
      EncodeUpload encode,
      EncodeConfig config,
      EncodeMetrics metrics,
      Set<Deadline> running,
      Clock clock) {
    super(outbox, KIND);
    this.outbox = outbox;
    this.encode = encode;
    this.config = config;
    this.metrics = metrics;
    this.running = running;
    this.clock = clock;
  }

  @Override
  void work(Job job) throws IOException {
    // Fetching and storing take their time beside the encoding, which has a limit of its own.
    Deadline deadline = new Deadline(config.timeout().multipliedBy(2));
    running.add(deadline);
    if (outbox.isStopped()) {
      deadline.cancel(); // Taken just before; whoever stops has looked at the others already.
    }
    try {
      end(job, encode.run(job, deadline));
    } catch (HttpErrorException e) {
      if (deadline.isCancelled()) {
        outbox.postpone(job, Duration.ZERO);
      } else if (Encodings.isFinal(e)) {
        giveUp(job, String.valueOf(e.getMessage()));
      } else {
        retry(job, String.valueOf(e.getMessage()), e.error() instanceof StorageError);
      }
    } catch (IOException e) {
      failed(job, deadline, e, /* ofStore= */ true);
    } catch (RuntimeException | Error e) { // A picture may be more than a stack bears.
      failed(job, deadline, e, /* ofStore= */ false);
    } finally {
      running.remove(deadline);
    }
  }

  private void failed(Job job, Deadline deadline, Throwable e, boolean ofStore) throws IOException {
    if (deadline.isCancelled()) {
      outbox.postpone(job, Duration.ZERO);
    } else {
      retry(job, e.toString(), ofStore);
    }
  }

  private void end(Job job, EncodeUpload.Ending ending) throws IOException {
    if (ending.equals(EncodeUpload.Ending.WAITS)) {
      outbox.postpone(job, EncodeUpload.pause(job, clock.instant()));
      return;
    }
    @Nullable String message = ending.message();
    if (message == null) {
      metrics.ended(ending.word());
      outbox.done(job);
      return;
    }
    LOG.info("review media of {} are made", job.fact(EncodeUpload.KEY));
    outbox.follow(
        job,
        HookWorker.KIND,
        Map.of(
            EncodeUpload.KEY, job.fact(EncodeUpload.KEY),
            EncodeUpload.VERSION, ending.version(),
            HookWorker.MESSAGE, message,
            HookWorker.SINCE, Long.toString(clock.millis())));
  }

  /** A store that is away for a night must cost nobody a result. */
  private void retry(Job job, String reason, boolean ofStore) throws IOException {
    boolean isOver =
        !ofStore || clock.instant().isAfter(job.moment(EncodeUpload.SINCE).plus(config.patience()));
    if (job.state().attempts() >= config.tries() && isOver) {
      giveUp(job, reason);
      return;
    }
    LOG.warn("review media of {}, attempt failed: {}", job.fact(EncodeUpload.KEY), reason);
    outbox.retry(job, reason);
    metrics.ended("retried");
  }

  private void giveUp(Job job, String reason) throws IOException {
    LOG.error("no review media of {}: {}", job.fact(EncodeUpload.KEY), reason);
    outbox.giveUp(job, reason);
    metrics.ended("failed"); // Whoever sees it finds the job set aside.
  }
}
