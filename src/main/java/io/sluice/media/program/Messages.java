package io.sluice.media.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process says: the beginning is kept and the rest taken away, so that it never waits for a
 * reader and never fills a memory.
 */
final class Messages {
  private static final int MOST_BYTES = 4096;
  private static final long LAST_WORDS_MILLIS = 2000;

  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Thread reader;

  /** Begins to read; the reader ends with the stream. */
  Messages(InputStream stream) {
    this.reader = new Thread(() -> read(stream), "program-messages");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    byte[] buffer = new byte[MOST_BYTES];
    try (stream) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        keep(buffer, read);
      }
    } catch (IOException e) {
      LOG.debug("a process was killed while it spoke: {}", e.toString());
    }
  }

  private synchronized void keep(byte[] bytes, int length) {
    said.write(bytes, 0, Math.min(length, MOST_BYTES - said.size()));
  }

  /** The beginning of all that was said, once the process is gone. */
  String ofTheDead() throws InterruptedException {
    reader.join(LAST_WORDS_MILLIS); // A child of its may still hold the stream.
    synchronized (this) {
      return said.toString(UTF_8);
    }
  }
}
