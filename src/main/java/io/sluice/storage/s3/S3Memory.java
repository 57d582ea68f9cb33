package io.sluice.storage.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the bucket said of objects a moment ago, so that a hot one costs it nothing.
 *
 * <p>What another node did is seen when an entry ends. What was done through here is seen at once:
 * an object that is being replaced is not remembered for an hour, because nobody says when Nginx
 * has sent the last byte.
 */
final class S3Memory {
  private static final int OBJECTS = 20_000;
  private static final int REPLACED = 100_000;
  private static final Duration LONGEST_REPLACEMENT = Duration.ofHours(1);

  private final Cache<ObjectKey, StoredObject> objects;
  private final Cache<ObjectKey, Boolean> replaced;

  S3Memory(Duration age, Ticker ticker) {
    // On the calling thread: one of the shared pool would hold an undeployed application.
    this.objects =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(age.isZero() ? 0 : OBJECTS)
            .expireAfterWrite(Math.max(1, age.toNanos()), TimeUnit.NANOSECONDS)
            .build();
    this.replaced =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(REPLACED)
            .expireAfterWrite(LONGEST_REPLACEMENT)
            .build();
  }

  @Nullable StoredObject get(ObjectKey key) {
    return objects.getIfPresent(key);
  }

  void put(ObjectKey key, StoredObject object) {
    if (replaced.getIfPresent(key) != null) {
      return;
    }
    objects.put(key, object);
    if (replaced.getIfPresent(key) != null) {
      objects.invalidate(key); // A replacement began between the two lines.
    }
  }

  void forget(ObjectKey key) {
    objects.invalidate(key);
  }

  /** From here on the bucket is asked each time, until it can be over. */
  void beginReplacing(ObjectKey key) {
    replaced.put(key, true);
    objects.invalidate(key);
  }

  /** The change went through here and is done. */
  void changed(ObjectKey key) {
    objects.invalidate(key);
  }
}
