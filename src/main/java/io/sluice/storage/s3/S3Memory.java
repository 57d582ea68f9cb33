package io.sluice.storage.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the bucket said of objects a moment ago, so that a hot one costs it nothing.
 *
 * <p>What another node did is seen when an entry ends; what was done through here, at once. Nobody
 * says when Nginx has sent the last byte of a body that was handed over to it. So each such upload
 * has a mark that the bucket keeps with the object: while the mark of an upload was not seen, its
 * body may still be on its way, and what the bucket says of that key is not remembered.
 */
final class S3Memory {
  private static final int OBJECTS = 20_000;
  private static final int KEYS_ON_THEIR_WAY = 100_000;

  /** Of one key at once. Of more, the old object may be remembered for its time. */
  private static final int UPLOADS_OF_A_KEY = 32;

  /** What one PUT can take at 250 KB/s. */
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(6);

  private final Cache<ObjectKey, StoredObject> objects;
  private final Cache<ObjectKey, Set<String>> onTheirWay;
  private final AtomicLongArray changes = new AtomicLongArray(1024);

  S3Memory(Duration age, Ticker ticker) {
    // On the calling thread: one of the shared pool would hold an undeployed application.
    this.objects =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(age.isZero() ? 0 : OBJECTS)
            .expireAfterWrite(Math.max(1, age.toNanos()), TimeUnit.NANOSECONDS)
            .build();
    this.onTheirWay =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(age.isZero() ? 0 : KEYS_ON_THEIR_WAY)
            .expireAfterWrite(LONGEST_UPLOAD)
            .build();
  }

  @Nullable StoredObject get(ObjectKey key) {
    return objects.getIfPresent(key);
  }

  /** To be taken before the bucket is asked, for {@link #put}. */
  long changesOf(ObjectKey key) {
    return changes.get(slot(key));
  }

  /**
   * Remembers what the bucket has said.
   *
   * @param mark of the upload that made the object, as the bucket kept it; null for one without
   * @param before the changes counted before the bucket was asked
   */
  void put(ObjectKey key, StoredObject object, @Nullable String mark, long before) {
    arrived(key, mark);
    if (awaits(key)) {
      return;
    }
    objects.put(key, object);
    if (changesOf(key) != before) {
      objects.invalidate(key);
    }
  }

  /** The bucket has had the body with this mark. */
  void arrived(ObjectKey key, @Nullable String mark) {
    @Nullable Set<String> awaited = onTheirWay.getIfPresent(key);
    if (mark == null || awaited == null || !awaited.contains(mark)) {
      return; // Written anew, the entry would begin its time again with every look.
    }
    onTheirWay
        .asMap()
        .computeIfPresent(
            key,
            (k, marks) -> {
              Set<String> others =
                  marks.stream()
                      .filter(other -> !other.equals(mark))
                      .collect(Collectors.toUnmodifiableSet());
              return others.isEmpty() ? null : others;
            });
  }

  Set<String> marksOf(ObjectKey key) {
    return onTheirWay.asMap().getOrDefault(key, Set.of());
  }

  /** Whether a body for this key may still be on its way past us. */
  boolean awaits(ObjectKey key) {
    return onTheirWay.getIfPresent(key) != null;
  }

  /**
   * A body for this key is on its way past us.
   *
   * @return the mark that the bucket must keep with it
   */
  String handOver(ObjectKey key) {
    String mark = UUID.randomUUID().toString();
    onTheirWay
        .asMap()
        .merge(
            key,
            Set.of(mark),
            (marks, one) ->
                Stream.concat(one.stream(), marks.stream().limit(UPLOADS_OF_A_KEY - 1L))
                    .collect(Collectors.toUnmodifiableSet()));
    changed(key);
    return mark;
  }

  /** Before and after each change that is made here, and when the memory was wrong. */
  void changed(ObjectKey key) {
    changes.incrementAndGet(slot(key));
    objects.invalidate(key);
  }

  private int slot(ObjectKey key) {
    return Math.floorMod(key.hashCode(), changes.length());
  }
}
