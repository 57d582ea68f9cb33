package io.sluice.storage.file;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what can be made anew within a bound: the files that nobody used for the longest time go
 * first. It gives way to uploads, too, when the mount is nearly full.
 *
 * <p>When a file was used is what the file system says of it, so that what Nginx sends by itself
 * counts, too. {@link #sweep} is to be called by one thread.
 */
public final class DerivedBound {
  private static final Duration COUNTED_AGAIN = Duration.ofHours(1);

  /** Room for more, so that not every new file is the end of an old one. */
  private static final double LEFT = 0.9;

  private final FileStore store;
  private final List<DerivedFiles> folders;
  private final long maxBytes;
  private volatile @Nullable Count count;

  /** What was counted, and how much had been published by then. */
  private record Count(long bytes, long published, long nanos) {
    boolean isOld() {
      return System.nanoTime() - nanos > COUNTED_AGAIN.toNanos();
    }
  }

  /**
   * Takes a store.
   *
   * @param store whose derived files are bounded; stays open for as long as this is used
   * @param maxBytes that they may take together; 0 for no bound but that of the mount
   */
  public DerivedBound(FileStore store, long maxBytes) {
    this.store = store;
    this.folders = store.derived().all();
    this.maxBytes = maxBytes;
  }

  /**
   * Deletes what is too much. Looks at every file, but only when there may be too much, or an hour
   * after it looked last.
   *
   * @return the number of files deleted
   * @throws IOException the disk failed; what was deleted stays deleted
   */
  public int sweep() throws IOException {
    long lacking = lacking();
    Count last = count;
    if (last != null && !last.isOld()) {
      long atMost = held(last);
      boolean isTooMuch = maxBytes > 0 && atMost > maxBytes;
      boolean isInTheWay = lacking > 0 && atMost > 0;
      if (!isTooMuch && !isInTheWay) {
        return 0;
      }
    }
    long published = published();
    NavigableMap<Long, Long> byMinute = byMinute();
    long held = byMinute.values().stream().mapToLong(Long::longValue).sum();
    long tooMuch = maxBytes > 0 && held > maxBytes ? held - (long) (maxBytes * LEFT) : 0;
    Deletion deletion = new Deletion(byMinute, Math.max(tooMuch, Math.min(lacking, held)));
    int deleted = 0;
    if (deletion.isNeeded()) {
      for (DerivedFiles folder : folders) {
        deleted += folder.deleteWhere(deletion::picks);
      }
    }
    count = new Count(held - deletion.gone, published, System.nanoTime());
    return deleted;
  }

  /** What uploads are short of: twice the room that is held back for them should be free. */
  private long lacking() throws IOException {
    long wanted = store.minFreeBytes() * 2;
    return Math.max(0, wanted - store.freeBytes());
  }

  private long published() {
    return folders.stream().mapToLong(DerivedFiles::publishedBytes).sum();
  }

  /** Minutes instead of files: their number does not grow with that of the files. */
  private NavigableMap<Long, Long> byMinute() throws IOException {
    NavigableMap<Long, Long> byMinute = new TreeMap<>();
    for (DerivedFiles folder : folders) {
      folder.deleteWhere(
          use -> {
            byMinute.merge(minute(use.last()), use.bytes(), Long::sum);
            return false;
          });
    }
    return byMinute;
  }

  /** All that is older than a minute, and as much of that minute as is needed. */
  private static final class Deletion {
    private final long now = minute(Instant.now());
    private final long limit;
    private long left;
    private long gone;

    Deletion(NavigableMap<Long, Long> byMinute, long tooMuch) {
      long newest = Long.MIN_VALUE;
      long older = 0;
      for (Map.Entry<Long, Long> minute : byMinute.entrySet()) {
        newest = minute.getKey();
        if (older + minute.getValue() >= tooMuch) {
          break;
        }
        older += minute.getValue();
      }
      this.limit = newest;
      this.left = tooMuch - older;
    }

    boolean isNeeded() {
      return left > 0;
    }

    boolean picks(DerivedWalk.Use use) {
      long minute = minute(use.last());
      if (minute >= now - 1) {
        return false; // Somebody may be about to open it.
      }
      boolean isPicked = minute < limit || (minute == limit && left > 0);
      if (isPicked) {
        gone += use.bytes();
        left -= minute == limit ? use.bytes() : 0;
      }
      return isPicked;
    }
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60L);
  }

  private long held(Count last) {
    return last.bytes() + published() - last.published();
  }

  /**
   * What derived files take: as counted last, and all that was published since.
   *
   * @return bytes, rather too many than too few; before the first count only what was published
   */
  public long heldBytes() {
    Count last = count;
    return last == null ? published() : held(last);
  }
}
