package io.sluice.cli;

import java.io.Closeable;

/** How far a long command has come. For use by one thread. */
interface Progress extends Closeable {
  /** Says nothing at all. */
  Progress SILENT =
      new Progress() {
        @Override
        public void add(long units) {}

        @Override
        public void clear() {}

        @Override
        public void close() {}
      };

  /** So many units more are done. */
  void add(long units);

  /** Makes room for a line of something else; the next update brings the progress back. */
  void clear();

  /** Says the last word. */
  @Override
  void close();
}
