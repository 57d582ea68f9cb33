package io.sluice.storage.file;

import io.sluice.storage.ObjectKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a scrub says, one line each. */
final class TestingScrubListener implements ScrubListener {
  final List<String> lines = new ArrayList<>();
  long bytes;
  Runnable onBytes = () -> {};

  @Override
  public void bytesRead(long count) {
    bytes += count;
    onBytes.run();
  }

  @Override
  public void intact(ObjectKey key, boolean isNewDigest) {
    lines.add((isNewDigest ? "new " : "same ") + key);
  }

  @Override
  public void damaged(ObjectKey key, Path file, String expected, String actual) {
    lines.add("damaged " + key + " " + expected + " " + actual);
  }

  @Override
  public void dataMissing(ObjectKey key, Path file) {
    lines.add("missing " + key);
  }

  @Override
  public void orphan(Path file, long length, boolean isDeleted) {
    lines.add((isDeleted ? "deleted " : "orphan ") + file.getFileName() + " " + length);
  }

  @Override
  public void recordUnreadable(Path file, String reason) {
    lines.add("unreadable " + file.getFileName() + " " + reason);
  }
}
