package io.sluice.encode;

import io.sluice.events.Job;
import io.sluice.events.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does the jobs of one kind, one after the other, until it is interrupted. */
abstract class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final String kind;

  Worker(Outbox outbox, String kind) {
    this.outbox = outbox;
    this.kind = kind;
  }

  /** Does one, and says to the outbox how it ended. */
  abstract void work(Job job) throws IOException;

  @Override
  public void run() {
    while (!outbox.isStopped()) {
      try {
        step();
      } catch (InterruptedException e) {
        return; // Only a process that is about to end does that.
      }
    }
  }

  private void step() throws InterruptedException {
    try {
      Optional<Job> job = outbox.take(kind, LOOK);
      if (job.isPresent()) {
        attempt(job.get());
      } else {
        outbox.look();
      }
    } catch (IOException e) {
      // The disk may be back soon; what was being done is done again.
      LOG.error("the jobs of {} cannot be worked on: {}", kind, e.toString());
      outbox.pause(AFTER_FAILURE);
    }
  }

  /** A fault of ours, or of a library, ends neither the thread nor what becomes of the job. */
  private void attempt(Job job) throws IOException {
    try {
      work(job);
    } catch (RuntimeException | Error e) {
      LOG.error("a job of {} met a fault and will be tried again", kind, e);
      outbox.retry(job, e.toString());
    }
  }
}
