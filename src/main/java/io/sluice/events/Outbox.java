package io.sluice.events;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that outlive the process: a bounded queue in a folder of its own.
 *
 * <p>A job is done at least once: what was running when the process died is done again by the next
 * one. An attempt is counted before it begins, so that a job that kills the process does so a
 * bounded number of times. What has failed too often is set aside for a person to look at.
 *
 * <p>Safe for use by many threads of one process; a second process is refused.
 */
public final class Outbox implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int LONGEST_REASON = 500;

  private final JobFiles files;
  private final FileChannel lock;
  private final int most;
  private final Clock clock;
  private final Map<String, Job> waiting = new TreeMap<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> unread = new HashSet<>();
  private int failed;
  private volatile boolean stopped;

  private Outbox(JobFiles files, FileChannel lock, int most, Clock clock) {
    this.files = files;
    this.lock = lock;
    this.most = most;
    this.clock = clock;
  }

  /**
   * Opens it.
   *
   * @param folder made where it is missing
   * @param most jobs that may wait
   * @param crashes after so many attempts in which the process died, a job is set aside
   * @param clock says what is due
   * @return closed by the caller
   * @throws IOException the folder cannot be used, or another process has it
   */
  public static Outbox open(Path folder, int most, int crashes, Clock clock) throws IOException {
    JobFiles files = new JobFiles(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      requireLock(channel, folder);
      files.clean();
      Outbox outbox = new Outbox(files, channel, most, clock);
      outbox.look();
      outbox.countCrashes(crashes);
      return outbox;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void requireLock(FileChannel channel, Path folder) throws IOException {
    FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process works on the jobs in " + folder + " already", e);
    }
    if (taken == null) {
      throw new IOException("another gateway works on the jobs in " + folder + "; stop it first");
    }
  }

  /** Whatever runs now, runs in a process that is gone. */
  private synchronized void countCrashes(int most) throws IOException {
    for (Job job : Set.copyOf(waiting.values())) {
      if (job.state().isRunning()) {
        Job crashed = job.in(job.state().crashed());
        if (crashed.state().crashes() >= most) {
          setAside(crashed, "the gateway died " + most + " times while this ran");
        } else {
          save(crashed);
        }
      }
    }
  }

  /**
   * Puts a job in, durably.
   *
   * @param kind who does it
   * @param facts what it is about
   * @return false when the queue is full: nothing was put in
   * @throws IOException the folder cannot be written
   */
  public synchronized boolean add(String kind, Map<String, String> facts) throws IOException {
    if (waiting.size() >= most) {
      return false;
    }
    String id = "%013d-%s".formatted(clock.millis(), UUID.randomUUID().toString().substring(0, 8));
    Job job = new Job(id, kind, Job.State.FRESH, facts);
    files.write(job, /* ofFailed= */ false);
    waiting.put(id, job);
    notifyAll();
    return true;
  }

  /**
   * Waits for a job that is due; the longest waiting one first.
   *
   * @param kind of the job
   * @param patience after which it gives up
   * @return it belongs to the caller until he says how it ended; an attempt is counted; empty when
   *     there was none
   * @throws IOException the folder cannot be written
   * @throws InterruptedException the thread is told to end
   */
  public synchronized Optional<Job> take(String kind, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (; ; ) {
      @Nullable Job due = stopped ? null : due(kind);
      if (due != null) {
        Job begun = due.in(due.state().begun());
        save(begun);
        running.add(begun.id());
        return Optional.of(begun);
      }
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || stopped) {
        return Optional.empty();
      }
      wait(Math.min(millis, 1000));
    }
  }

  /**
   * Waits, or less when it is stopped.
   *
   * @param time how long
   * @throws InterruptedException the thread is told to end
   */
  public synchronized void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis();
        left > 0 && !stopped;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  /** No job is given out any more, and nobody waits for one. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /**
   * Whether it was stopped.
   *
   * @return true after {@link #stop}
   */
  public boolean isStopped() {
    return stopped;
  }

  private @Nullable Job due(String kind) {
    Instant now = clock.instant();
    for (Job job : waiting.values()) {
      if (job.kind().equals(kind) && !running.contains(job.id()) && isDue(job, now)) {
        return job;
      }
    }
    return null;
  }

  /** What is further away than any pause was set by a clock that has gone back since. */
  private static boolean isDue(Job job, Instant now) {
    Instant next = job.state().notBefore();
    return !next.isAfter(now) || next.isAfter(now.plus(LONGEST_PAUSE));
  }

  private void save(Job job) throws IOException {
    files.write(job, /* ofFailed= */ false);
    waiting.put(job.id(), job);
  }

  /**
   * It is done.
   *
   * @param job taken before
   * @throws IOException the folder cannot be written: it may be done again
   */
  public synchronized void done(Job job) throws IOException {
    running.remove(job.id());
    waiting.remove(job.id());
    files.delete(job.id(), /* ofFailed= */ false);
  }

  /**
   * One part is done, and another is to follow.
   *
   * @param job taken before
   * @param kind who does the next part
   * @param facts what it is about then
   * @throws IOException the folder cannot be written: the part may be done again
   */
  public synchronized void follow(Job job, String kind, Map<String, String> facts)
      throws IOException {
    running.remove(job.id());
    save(new Job(job.id(), kind, job.state().ofNextKind(), facts));
    notifyAll();
  }

  /**
   * It was ended from outside, or has to wait for something: the attempt does not count.
   *
   * @param job taken before
   * @param pause until it is due again, at most an hour
   * @throws IOException the folder cannot be written
   */
  public synchronized void postpone(Job job, Duration pause) throws IOException {
    running.remove(job.id());
    save(job.in(job.state().postponed(clock.instant().plus(pause))));
  }

  /**
   * The attempt failed, another may do better; after a pause that doubles each time.
   *
   * @param job taken before
   * @param reason one line
   * @throws IOException the folder cannot be written
   */
  public synchronized void retry(Job job, String reason) throws IOException {
    running.remove(job.id());
    int doublings = Math.min(16, Math.max(0, job.state().attempts() - 1));
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    save(job.in(job.state().failed(shortened(reason), clock.instant().plus(bounded))));
  }

  /**
   * No other attempt would do better: a person has to look.
   *
   * @param job taken before
   * @param reason one line
   * @throws IOException the folder cannot be written
   */
  public synchronized void giveUp(Job job, String reason) throws IOException {
    running.remove(job.id());
    setAside(job, reason);
  }

  private void setAside(Job job, String reason) throws IOException {
    Job last = job.in(job.state().failed(shortened(reason), clock.instant()));
    files.write(last, /* ofFailed= */ false);
    files.move(last.id(), /* toFailed= */ true);
    waiting.remove(last.id());
    failed++;
  }

  private static String shortened(String reason) {
    String line = reason.replaceAll("\\s+", " ").strip();
    return line.substring(0, Math.min(line.length(), LONGEST_REASON));
  }

  /**
   * Looks into the folder for what a command has changed in it.
   *
   * @throws IOException it cannot be read
   */
  public synchronized void look() throws IOException {
    NavigableSet<String> there = files.ids(/* ofFailed= */ false);
    waiting.keySet().removeIf(id -> !there.contains(id) && !running.contains(id));
    for (String id : there) {
      if (!waiting.containsKey(id)) {
        admit(id);
      }
    }
    failed = files.ids(/* ofFailed= */ true).size();
    notifyAll();
  }

  private void admit(String id) throws IOException {
    try {
      @Nullable Job job = files.read(id, /* ofFailed= */ false);
      if (job != null) {
        waiting.put(id, job);
      }
      unread.remove(id);
    } catch (JobFiles.DamagedException e) {
      LOG.error("job {} is damaged and is set aside: {}", id, e.toString());
      files.move(id, /* toFailed= */ true);
    } catch (IOException e) {
      if (unread.add(id)) { // Said once: it is looked at every few seconds.
        LOG.warn("job {} cannot be read now and waits: {}", id, e.toString());
      }
    }
  }

  /**
   * How many there are.
   *
   * @return by state
   */
  public synchronized Counts counts() {
    return new Counts(waiting.size() - running.size(), running.size(), failed);
  }

  /**
   * Jobs by state.
   *
   * @param waiting for their turn, or the time of the next attempt
   * @param running now
   * @param failed and set aside
   */
  public record Counts(int waiting, int running, int failed) {}

  /** Lets another process have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  /**
   * Whether a folder holds an outbox.
   *
   * @param folder any
   * @return true when one was opened there before
   */
  public static boolean isAt(Path folder) {
    return Files.isDirectory(folder.resolve("waiting"));
  }
}
