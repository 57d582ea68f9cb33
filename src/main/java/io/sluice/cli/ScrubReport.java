package io.sluice.cli;

import io.sluice.cli.check.SizeText;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.file.ScrubListener;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Writes what a scrub finds as it finds it, and counts for the last line. */
final class ScrubReport implements ScrubListener {
  private final PrintWriter out;
  private Progress progress = Progress.SILENT;
  private long bytes;
  private long checked;
  private long newDigests;
  private long damaged;
  private long missing;
  private long orphans;
  private long orphanBytes;
  private long unreadable;

  ScrubReport(PrintWriter out) {
    this.out = out;
  }

  void show(Progress bar) {
    this.progress = bar;
  }

  boolean hasDamage() {
    return damaged + missing + unreadable > 0;
  }

  @Override
  public void bytesRead(long count) {
    bytes += count;
    progress.add(count);
  }

  @Override
  public void intact(ObjectKey key, boolean isNewDigest) {
    checked++;
    newDigests += isNewDigest ? 1 : 0;
  }

  @Override
  public void damaged(ObjectKey key, Path file, String expected, String actual) {
    checked++;
    damaged++;
    say("damaged object " + key);
    say("  file     " + file);
    say("  expected " + expected);
    say("  actual   " + actual);
  }

  @Override
  public void dataMissing(ObjectKey key, Path file) {
    checked++;
    missing++;
    say("missing data of object " + key);
    say("  file     " + file);
  }

  @Override
  public void orphan(Path file, long length, boolean isDeleted) {
    orphans++;
    orphanBytes += length;
    say((isDeleted ? "deleted orphan " : "orphan ") + file + " (" + SizeText.of(length) + ")");
  }

  @Override
  public void recordUnreadable(Path file, String reason) {
    unreadable++;
    say("unreadable info record " + file + ": " + reason);
  }

  private void say(String line) {
    progress.clear();
    out.println(line);
    out.flush();
  }

  void summary(String store) {
    out.printf("store %s: %d objects checked, %s read%n", store, checked, SizeText.of(bytes));
    out.printf(
        "%d new digests, %d damaged, %d missing data files, %d unreadable info records%n",
        newDigests, damaged, missing, unreadable);
    out.printf("%d orphan files, %s%n", orphans, SizeText.of(orphanBytes));
    out.flush();
  }
}
