package io.sluice.storage.file;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The modification seconds of objects that were removed while still young, so that a new object
 * under the same key does not get the version token of the removed one.
 *
 * <p>Bounded: the oldest removal is forgotten. Only removals within the second of the upload are
 * worth remembering, so a restart, which takes longer, need not keep them. Safe for use by many
 * threads.
 */
final class RemovedSeconds {
  /** Far more removals than a disk can make durable in a second. */
  private static final int MAX = 10_000;

  private static final long NEVER = -1;

  private final Map<String, Long> seconds =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX;
        }
      };

  /** Notes that the object of a second is gone, unless that second is over. */
  synchronized void remember(String name, long second, long now) {
    if (second >= now) {
      seconds.put(name, second);
    }
  }

  /** The last second that is taken; one that lies before every clock when none is known. */
  synchronized long lastOf(String name) {
    return seconds.getOrDefault(name, NEVER);
  }
}
