package io.sluice.events;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@link Outbox} as a command sees it, beside the process that works on it or without one. */
public final class OutboxFolder {
  private final JobFiles files;

  /**
   * Looks at an outbox.
   *
   * @param folder of the outbox
   * @throws IOException there is none, or it is not ours to change
   */
  public OutboxFolder(Path folder) throws IOException {
    if (!Outbox.isAt(folder)) {
      throw new IOException("there are no jobs in " + folder + ": no gateway has made any yet");
    }
    this.files = new JobFiles(folder);
  }

  /**
   * All jobs of one state, the oldest first.
   *
   * @param failed those that were set aside, or those that wait or run
   * @return one that cannot be read has the kind {@code unreadable}
   * @throws IOException the folder cannot be read
   */
  public List<Job> jobs(boolean failed) throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (String id : files.ids(failed)) {
      @Nullable Job job = read(id, failed);
      if (job != null) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private @Nullable Job read(String id, boolean failed) {
    try {
      return files.read(id, failed);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      return new Job(id, "unreadable", Job.State.FRESH.failed(reason, Instant.EPOCH), Map.of());
    }
  }

  /**
   * Lets a job that was set aside be tried again, from its first attempt on. A running gateway sees
   * it within seconds.
   *
   * @param id of the job
   * @return false when none of this id was set aside
   * @throws IOException it cannot be read or written
   */
  public boolean retry(String id) throws IOException {
    if (!files.ids(/* ofFailed= */ true).contains(id)) {
      return false;
    }
    @Nullable Job job = files.read(id, /* ofFailed= */ true);
    if (job == null) {
      return false;
    }
    // Each of the two steps is whole, and nothing is lost between them.
    files.write(job.in(Job.State.FRESH), /* ofFailed= */ true);
    files.move(id, /* toFailed= */ false);
    return true;
  }

  /**
   * Forgets a job that was set aside.
   *
   * @param id of the job
   * @return false when none of this id was set aside
   * @throws IOException it cannot be deleted
   */
  public boolean drop(String id) throws IOException {
    return files.ids(/* ofFailed= */ true).contains(id) && files.delete(id, /* ofFailed= */ true);
  }
}
