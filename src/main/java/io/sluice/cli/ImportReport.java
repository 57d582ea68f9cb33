package io.sluice.cli;

import io.sluice.cli.check.SizeText;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Writes what an import could not take as it goes, and counts for the last lines. */
final class ImportReport {
  private final PrintWriter out;
  private Progress progress = Progress.SILENT;
  private long imported;
  private long bytes;
  private long skipped;
  private long others;
  private long failures;

  ImportReport(PrintWriter out) {
    this.out = out;
  }

  void show(Progress bar) {
    this.progress = bar;
  }

  boolean hasFailures() {
    return failures > 0;
  }

  void advance(long units) {
    progress.add(units);
  }

  void imported(long length) {
    imported++;
    bytes += length;
  }

  void skipped() {
    skipped++;
  }

  void notOurs(Path file, String reason) {
    others++;
    say("skipped " + file + ": " + reason);
  }

  void failed(Path file, String reason) {
    failures++;
    say("failed  " + file + ": " + reason);
  }

  private void say(String line) {
    progress.clear();
    out.println(line);
    out.flush();
  }

  void summary(boolean isDryRun) {
    out.printf(
        "%d components %s, %s%n",
        imported, isDryRun ? "would be imported" : "imported", SizeText.of(bytes));
    out.printf(
        "%d were in the store already, %d files are no components, %d failed%n",
        skipped, others, failures);
    out.flush();
  }
}
