package io.sluice.delivery;

import io.sluice.http.ByteRange;
import io.sluice.storage.ObjectBytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes of another machine, opened again where their stream was given up or broke off. */
final class ResumedStream implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ResumedStream.class);

  private final ObjectBytes bytes;
  private final long end;
  private @Nullable InputStream stream;
  private long openedAt;
  private long position;

  private ResumedStream(ObjectBytes bytes, ByteRange range) {
    this.bytes = bytes;
    this.position = range.first();
    this.end = range.last() + 1;
  }

  /**
   * Opens a range.
   *
   * @throws IOException as {@link ObjectBytes#open}
   */
  static ResumedStream open(ObjectBytes bytes, ByteRange range) throws IOException {
    ResumedStream opened = new ResumedStream(bytes, range);
    opened.reopen();
    return opened;
  }

  boolean isAtEnd() {
    return position == end;
  }

  /**
   * Reads on; not at the end.
   *
   * @return the number of bytes, more than 0
   */
  int read(byte[] buffer) throws IOException {
    int read;
    try {
      read = readFrom(stream == null ? reopen() : stream, buffer);
    } catch (IOException e) {
      // A store ends a stream that nobody reads for a while. One that ends it at once does not
      // work.
      if (position - openedAt < buffer.length) {
        throw e;
      }
      LOG.debug("opened again: {}", e.toString());
      read = readFrom(reopen(), buffer);
    }
    position += read;
    return read;
  }

  private int readFrom(InputStream in, byte[] buffer) throws IOException {
    int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - position));
    if (read <= 0) {
      throw new EOFException("the store sends less than it said");
    }
    return read;
  }

  private InputStream reopen() throws IOException {
    close();
    InputStream opened = bytes.open(position, end - position);
    openedAt = position;
    stream = opened;
    return opened;
  }

  /** Lets go of the stream; the next {@link #read} opens another. */
  @Override
  public void close() {
    InputStream open = stream;
    stream = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      LOG.debug("closing: {}", e.toString());
    }
  }
}
