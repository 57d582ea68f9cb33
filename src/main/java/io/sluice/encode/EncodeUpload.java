package io.sluice.encode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.events.Job;
import io.sluice.http.HttpErrorException;
import io.sluice.media.image.Deadline;
import io.sluice.source.ObjectSource;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job: from an upload to a stored result. */
final class EncodeUpload {
  static final String KEY = "component";

  /** The version that was uploaded; empty when a front sends it and nobody knows yet. */
  static final String VERSION = "version";

  /** What was there before the front was told to send; empty when nothing was. */
  static final String BEFORE = "before";

  /** When it was uploaded, or the front told to send it, in milliseconds. */
  static final String SINCE = "since";

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration LAST_LOOK = Duration.ofMinutes(2);
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(24);
  private static final long REMEMBERED = 10_000;

  private final ObjectStore store;
  private final ReviewMedia media;
  private final EncodeConfig config;
  private final EncodeMetrics metrics;
  private final Clock clock;
  private final Cache<ObjectKey, Last> last = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** The version of a component that was taken up last, and by which job. */
  private record Last(String version, String job) {}

  EncodeUpload(
      ObjectStore store,
      ReviewMedia media,
      EncodeConfig config,
      EncodeMetrics metrics,
      Clock clock) {
    this.store = store;
    this.media = media;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * How it ended.
   *
   * @param word for the counter
   * @param message for the hook; null when it is not to be told
   * @param version of the component that the message is about; empty when there is none
   */
  record Ending(String word, @Nullable String message, String version) {
    /** The upload has not come yet. */
    static final Ending WAITS = untold("waits");

    static Ending untold(String word) {
      return new Ending(word, null, "");
    }
  }

  /**
   * Does it.
   *
   * @throws HttpErrorException a {@link io.sluice.media.MediaError}, or why the store does not take
   *     the result
   * @throws IOException the store failed
   */
  Ending run(Job job, Deadline deadline) throws IOException {
    ObjectKey key = new ObjectKey(job.fact(KEY));
    Optional<StoredObject> found = current(key);
    String version = job.fact(VERSION);
    if (version.isEmpty()) {
      if (found.isEmpty() || !mayBeItsOwn(job, found.get().info())) {
        return isTooLate(job) ? Ending.untold("gone") : Ending.WAITS;
      }
    } else if (found.isEmpty()) {
      return Ending.untold("gone");
    } else if (!found.get().info().version().equals(version)) {
      // The upload that replaced it has a job of its own.
      return Ending.untold("superseded");
    }
    return withFile(new ObjectSource(store.name(), found.orElseThrow()), job, deadline);
  }

  private Optional<StoredObject> current(ObjectKey key) throws IOException {
    store.forget(key); // Another node may have changed it.
    return store.find(key);
  }

  /** Of two uploads at once, what is there may be the other's: whose job came first, takes it. */
  private boolean mayBeItsOwn(Job job, ObjectInfo found) {
    if (found.version().equals(job.fact(BEFORE))) {
      return false;
    }
    Last mine = new Last(found.version(), job.id());
    Last taken =
        last.asMap()
            .compute(
                found.key(),
                (key, old) -> old != null && old.version().equals(mine.version()) ? old : mine);
    return taken.job().equals(job.id());
  }

  private boolean isTooLate(Job job) {
    return clock.instant().isAfter(job.moment(SINCE).plus(LONGEST_UPLOAD));
  }

  /** An upload that has been on its way for long may be so for longer. */
  static Duration pause(Job job, Instant now) {
    Instant since = job.moment(SINCE);
    Instant then = now.isBefore(since) ? since : now; // A clock may go back.
    Duration pause = FIRST_LOOK.plus(Duration.between(since, then).dividedBy(4));
    return pause.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : pause;
  }

  private Ending withFile(ObjectSource source, Job job, Deadline deadline) throws IOException {
    // Before anything is copied: most of what is uploaded may be neither.
    @Nullable String name = source.length() == 0 ? null : media.nameFor(head(source));
    if (name == null || !config.makes().contains(name)) {
      return Ending.untold("skipped");
    }
    Path here = source.file();
    if (here != null) {
      return encode(name, source, here, job, deadline);
    }
    Path copy = store.stage();
    try {
      fetch(source, copy, deadline);
      return encode(name, source, copy, job, deadline);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static byte[] head(ObjectSource source) throws IOException {
    long length = Math.min(source.length(), ReviewMedia.HEAD_BYTES);
    try (InputStream in = source.object().bytes().open(0, length)) {
      return in.readNBytes(ReviewMedia.HEAD_BYTES);
    }
  }

  private static void fetch(ObjectSource source, Path copy, Deadline deadline) throws IOException {
    long room = copy.toFile().getUsableSpace();
    if (room < source.length()) { // Uploads are staged there, too: it must not be filled first.
      throw new IOException("a copy of " + source.length() + " bytes, and room for " + room);
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = source.open();
        OutputStream out = Files.newOutputStream(copy)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        deadline.check();
        out.write(buffer, 0, read);
      }
    }
  }

  private Ending encode(String name, ObjectSource source, Path file, Job job, Deadline deadline)
      throws IOException {
    long start = System.nanoTime();
    ObjectInfo info = source.object().info();
    Path result = store.stage();
    try {
      ReviewMedia.@Nullable Made made =
          media.make(name, file, result, deadline, done -> metrics.progress(job.id(), done));
      if (made == null) {
        return Ending.untold("skipped");
      }
      if (!isCurrent(info)) {
        return job.fact(VERSION).isEmpty() ? Ending.WAITS : Ending.untold("superseded");
      }
      ObjectKey key = new ObjectKey(ReviewMedia.idOf(info.key().value(), name));
      store.admit(key, Files.size(result)); // What is made must not take the space of uploads.
      ObjectInfo stored = store.adopt(key, result, new ObjectDescription(made.mediaType(), null));
      metrics.made(System.nanoTime() - start);
      Optional<StoredObject> now = current(info.key());
      if (now.isPresent() && !now.get().info().version().equals(info.version())) {
        // Storing took its time, and what was made of the newer one may lie below this.
        last.put(info.key(), new Last(now.get().info().version(), job.id()));
        return withFile(new ObjectSource(store.name(), now.get()), job, deadline);
      }
      return new Ending("made", HookMessage.encoded(info, stored, made), info.version());
    } finally {
      metrics.over(job.id());
      Files.deleteIfExists(result);
    }
  }

  private boolean isCurrent(ObjectInfo info) throws IOException {
    return current(info.key()).filter(o -> o.info().version().equals(info.version())).isPresent();
  }
}
