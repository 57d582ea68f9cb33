package io.sluice.variant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectKey;
import java.time.Duration;

/** What could not be made a moment ago: longer for a fault of the source than for one of ours. */
final class RememberedFailures {
  private static final long MOST = 10_000;
  private static final Duration OF_SOURCE = Duration.ofSeconds(30);
  private static final Duration OF_OURS = Duration.ofSeconds(2);

  private RememberedFailures() {}

  /**
   * What failed.
   *
   * @param key of the variant
   * @param version of its source: another one may do better under the same key
   */
  record Attempt(ObjectKey key, String version) {}

  static Cache<Attempt, HttpErrorException> make() {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfter(
            Expiry.<Attempt, HttpErrorException>creating(
                (key, e) -> e.error().status() < 500 ? OF_SOURCE : OF_OURS))
        .build();
  }
}
