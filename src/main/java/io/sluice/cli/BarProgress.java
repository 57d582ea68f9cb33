package io.sluice.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn over itself, with the time that is left. */
final class BarProgress implements Progress {
  private static final int UPDATE_MILLIS = 500;
  private static final int COLUMNS = 79;
  private static final String START_OF_LINE = "\r";
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final ProgressBar bar;

  BarProgress(PrintWriter err, String task, ProgressOption.Unit unit, long total) {
    this.err = err;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" " + unit.label, unit.size)
            .setInitialMax(total)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .showSpeed()
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, COLUMNS))
            .build();
  }

  private void draw(String text) {
    err.print(START_OF_LINE + text);
    err.flush();
  }

  @Override
  public void add(long units) {
    bar.stepBy(units);
  }

  @Override
  public void clear() {
    err.print(ERASE_LINE);
    err.flush();
  }

  @Override
  public void close() {
    bar.close();
    err.println();
    err.flush();
  }
}
