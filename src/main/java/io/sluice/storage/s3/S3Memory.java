package io.sluice.storage.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What the bucket said of objects a moment ago, so that a hot one costs it nothing.
 *
 * <p>What another node did is seen when an entry ends; what was done through here, at once. Nobody
 * says when Nginx has sent the last byte of a body that was handed over to it, so an object is
 * remembered again only when its time shows that it is the new one.
 */
final class S3Memory {
  private static final int OBJECTS = 20_000;
  private static final int HANDED_OVER = 100_000;
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);

  /** A bucket tells its time, and an object's, in whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  /** When bodies for a key were handed over last, and how many lately. */
  private record HandOver(Instant last, int count) {}

  private final Clock clock;
  private final Cache<ObjectKey, StoredObject> objects;
  private final Cache<ObjectKey, HandOver> handedOver;
  private final AtomicLongArray changes = new AtomicLongArray(1024);

  S3Memory(Duration age, Clock clock, Ticker ticker) {
    this.clock = clock;
    // On the calling thread: one of the shared pool would hold an undeployed application.
    this.objects =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(age.isZero() ? 0 : OBJECTS)
            .expireAfterWrite(Math.max(1, age.toNanos()), TimeUnit.NANOSECONDS)
            .build();
    this.handedOver =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(HANDED_OVER)
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
   * @param before the changes counted before it was asked
   * @param bucketNow the bucket's own time when it answered
   */
  void put(ObjectKey key, StoredObject object, long before, Instant bucketNow) {
    if (isBeingReplaced(key, object.info().modified(), bucketNow)) {
      return;
    }
    objects.put(key, object);
    if (changesOf(key) != before) {
      objects.invalidate(key);
    }
  }

  /**
   * With one hand-over, an object no older than it is the new one. With several, it could be the
   * one before the last.
   */
  private boolean isBeingReplaced(ObjectKey key, Instant modified, Instant bucketNow) {
    @Nullable HandOver handOver = handedOver.getIfPresent(key);
    if (handOver == null) {
      return false;
    }
    Instant inBucketTime = bucketNow.minus(Duration.between(handOver.last(), clock.instant()));
    Instant limit =
        handOver.count() == 1 ? inBucketTime.minus(ROUNDING) : inBucketTime.plus(ROUNDING);
    return modified.isBefore(limit);
  }

  /** A body for this key is on its way past us. */
  void handOver(ObjectKey key) {
    handedOver
        .asMap()
        .merge(
            key,
            new HandOver(clock.instant(), 1),
            (old, one) -> new HandOver(one.last(), old.count() + 1));
    changed(key);
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
