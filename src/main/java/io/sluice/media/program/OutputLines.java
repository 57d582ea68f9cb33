package io.sluice.media.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a process's standard output to its end; of a line that is too long, the beginning. */
final class OutputLines {
  private static final Logger LOG = LoggerFactory.getLogger(OutputLines.class);
  private static final int LONGEST = 500;
  private static final long LAST_WORDS_MILLIS = 2000;

  private final Consumer<String> lines;
  private final Thread reader;

  /** Begins to read. */
  OutputLines(InputStream stream, Consumer<String> lines) {
    this.lines = lines;
    this.reader = new Thread(() -> read(stream), "program-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    StringBuilder line = new StringBuilder();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          lines.accept(line.toString());
          line.setLength(0);
        } else if (line.length() < LONGEST) {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      LOG.debug("a process was killed while it wrote: {}", e.toString());
    }
  }

  /** Waits for the last line of a process that is gone. */
  void awaitEnd() throws InterruptedException {
    reader.join(LAST_WORDS_MILLIS); // A child of its may still hold the stream.
  }
}
