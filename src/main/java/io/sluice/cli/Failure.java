package io.sluice.cli;

import io.sluice.config.ConfigException;
import io.sluice.http.HttpErrorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;

/** Says what went wrong, for a person at a terminal. */
final class Failure {
  private Failure() {}

  /** One sentence or list for what a user can mend; the whole stack for what only we can. */
  static String text(Exception e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return e.getClass().getSimpleName() + ": " + file.getFile();
    }
    if (e instanceof IOException || e instanceof ConfigException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof HttpErrorException known) {
      return known.error().text() + " (" + known.getMessage() + ")";
    }
    StringWriter stack = new StringWriter();
    e.printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }
}
