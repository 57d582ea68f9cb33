package io.sluice.delivery;

import io.sluice.http.ByteRange;
import io.sluice.storage.ObjectBytes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bytes of another machine without holding a thread while the client is slow, nor always a
 * connection to that machine: when many clients are slow, the stream of the one that has waited
 * longest is given up, and opened again where it was.
 */
final class StreamSender implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSender.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Well below the number of connections that a store's client has for all it does. */
  private static final int MOST_WAITING = 64;

  /** Those that hold a stream and cannot write, the longest first. */
  private static final Set<StreamSender> WAITING = new LinkedHashSet<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final ObjectBytes bytes;
  private final byte[] buffer;
  private final long end;
  private @Nullable InputStream stream;
  private long openedAt;
  private long position;

  private StreamSender(
      AsyncContext async,
      ServletOutputStream out,
      ObjectBytes bytes,
      ByteRange range,
      InputStream stream) {
    this.async = async;
    this.out = out;
    this.bytes = bytes;
    this.stream = stream;
    this.openedAt = range.first();
    this.position = range.first();
    this.end = range.last() + 1;
    this.buffer = new byte[(int) Math.min(BUFFER_BYTES, range.length())];
  }

  /**
   * Starts sending; the request is asynchronous afterwards.
   *
   * @param stream of exactly this range, and closed here
   */
  static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      ObjectBytes bytes,
      ByteRange range,
      InputStream stream)
      throws IOException {
    AsyncContext async = AsyncStart.start(request);
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(new StreamSender(async, out, bytes, range, stream));
  }

  /** Locked: the next call may come as soon as the connection was found not to be ready. */
  @Override
  public void onWritePossible() throws IOException {
    lock.lock();
    try {
      waits(false);
      while (out.isReady()) {
        if (position == end) {
          close();
          async.complete();
          return;
        }
        int read = read();
        position += read;
        out.write(buffer, 0, read);
      }
      waits(true);
      giveUpTheLongest();
    } finally {
      lock.unlock();
    }
  }

  private void waits(boolean waits) {
    synchronized (WAITING) {
      WAITING.remove(this);
      if (waits) {
        WAITING.add(this);
      }
    }
  }

  private static void giveUpTheLongest() {
    @Nullable StreamSender longest = null;
    synchronized (WAITING) {
      if (WAITING.size() > MOST_WAITING) {
        longest = WAITING.iterator().next();
        WAITING.remove(longest);
      }
    }
    // One that is just going on holds its lock, and needs its stream.
    if (longest != null && longest.lock.tryLock()) {
      try {
        longest.close();
      } finally {
        longest.lock.unlock();
      }
    }
  }

  /** A store ends a stream that nobody reads for a while: that is no reason to end the download. */
  private int read() throws IOException {
    try {
      return readFrom(stream == null ? reopen() : stream);
    } catch (IOException e) {
      if (position == openedAt) {
        throw e;
      }
      LOG.debug("opened again: {}", e.toString());
      return readFrom(reopen());
    }
  }

  private int readFrom(InputStream in) throws IOException {
    int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - position));
    if (read < 0) {
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

  private void close() {
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

  @Override
  public void onError(Throwable e) {
    LOG.debug("download ended early: {}", e.toString());
    lock.lock();
    try {
      waits(false);
      close();
    } finally {
      lock.unlock();
    }
    async.complete();
  }
}
