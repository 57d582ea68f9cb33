package io.sluice.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** The option of every command that takes long: whether it shows how far it is. */
final class ProgressOption {
  @Option(
      names = "--no-progress",
      description =
          "Do not show how far it is. Otherwise: a bar on a terminal, else a line each 10 seconds"
              + " on the error stream.")
  boolean isOff;

  /** What is counted, and how a person reads it. */
  enum Unit {
    BYTES("MiB", 1L << 20),
    FILES("files", 1);

    final String label;
    final long size;

    Unit(String label, long size) {
      this.label = label;
      this.size = size;
    }
  }

  Progress start(PrintWriter err, String task, Unit unit, long total) {
    if (isOff) {
      return Progress.SILENT;
    }
    return hasTerminal()
        ? new BarProgress(err, task, unit, total)
        : new LineProgress(err, task, unit, total, InstantSource.system());
  }

  @SuppressWarnings("SystemConsoleNull") // What newer versions say instead is asked below.
  private static boolean hasTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal too, and it says so.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
