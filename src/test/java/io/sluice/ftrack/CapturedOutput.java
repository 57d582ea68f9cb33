package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** Keeps what this process prints: a WAR in a container of this process logs there. */
final class CapturedOutput implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  CapturedOutput() {
    PrintStream capture = new PrintStream(bytes, true, UTF_8);
    System.setOut(capture);
    System.setErr(capture);
  }

  String text() {
    return bytes.toString(UTF_8);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
