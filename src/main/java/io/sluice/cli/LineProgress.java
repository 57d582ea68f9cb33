package io.sluice.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line each ten seconds, for a log file. */
final class LineProgress implements Progress {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final String task;
  private final ProgressOption.Unit unit;
  private final long total;
  private final InstantSource clock;
  private Instant next;
  private long done;

  LineProgress(
      PrintWriter err, String task, ProgressOption.Unit unit, long total, InstantSource clock) {
    this.err = err;
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.clock = clock;
    this.next = clock.instant().plus(PERIOD);
  }

  @Override
  public void add(long units) {
    done += units;
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(PERIOD);
      // A gateway may add to a store meanwhile.
      double percent = total == 0 ? 100 : Math.min(100, 100.0 * done / total);
      err.printf(
          Locale.ROOT,
          "%s: %d of %d %s, %.1f %%%n",
          task,
          done / unit.size,
          total / unit.size,
          unit.label,
          percent);
      err.flush();
    }
  }

  @Override
  public void clear() {}

  @Override
  public void close() {}
}
