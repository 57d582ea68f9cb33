package io.sluice.delivery;

import io.sluice.http.ByteRange;
import io.sluice.storage.ObjectBytes;
import io.sluice.storage.StorageError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bytes of another machine without holding a thread while the client is slow, nor always a
 * connection to that machine: when many clients are slow, the streams of those that have waited
 * longest are given up, and opened again where they were.
 */
final class StreamSender implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSender.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * Half of the connections that a store's client has for all it does. Far more than there are
   * threads: who is only waiting for one of those is not slow, and must not open anew each time.
   */
  private static final int MOST_WAITING = 512;

  /** Who has waited less is perhaps just about to go on, and a new stream costs both machines. */
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Those that hold a stream and cannot write, the longest first. */
  private static final Set<StreamSender> WAITING = new LinkedHashSet<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final HttpServletRequest request;
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Begun begun;
  private int filled;
  private long waitsSince;

  /** Bytes of which the first are here: the store has shown that it can give them. */
  static final class Begun {
    private final ResumedStream in;
    private final byte[] buffer;
    private final int filled;

    private Begun(ResumedStream in, byte[] buffer, int filled) {
      this.in = in;
      this.buffer = buffer;
      this.filled = filled;
    }

    /**
     * Opens a range and reads on.
     *
     * @throws IOException as {@link ObjectBytes#open}
     */
    static Begun open(ObjectBytes bytes, ByteRange range) throws IOException {
      ResumedStream in = ResumedStream.open(bytes, range);
      try {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, range.length())];
        return new Begun(in, buffer, in.read(buffer));
      } catch (IOException e) {
        in.close();
        throw e;
      }
    }
  }

  private StreamSender(
      HttpServletRequest request, AsyncContext async, ServletOutputStream out, Begun begun) {
    this.request = request;
    this.async = async;
    this.out = out;
    this.begun = begun;
    this.filled = begun.filled;
  }

  /**
   * Starts sending; the request is asynchronous afterwards, unless the client is gone.
   *
   * @param response with its head; no error can be said in it any more
   * @param begun closed here
   */
  static void send(HttpServletRequest request, HttpServletResponse response, Begun begun)
      throws IOException {
    try {
      response.flushBuffer();
    } catch (IOException gone) {
      LOG.debug("download ended early: {}", gone.toString());
      begun.in.close();
      return;
    }
    AsyncContext async = AsyncStart.start(request);
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(new StreamSender(request, async, out, begun));
  }

  /** Locked: the next call may come as soon as the connection was found not to be ready. */
  @Override
  public void onWritePossible() throws IOException {
    lock.lock();
    try {
      waits(false);
      while (out.isReady()) {
        if (filled > 0) {
          out.write(begun.buffer, 0, filled);
          filled = 0;
        } else if (begun.in.isAtEnd()) {
          begun.in.close();
          async.complete();
          return;
        } else {
          filled = read();
        }
      }
      waits(true);
      giveUpTheSlowest();
    } finally {
      lock.unlock();
    }
  }

  /** What is thrown here ends the connection. */
  private int read() throws IOException {
    try {
      return begun.in.read(begun.buffer);
    } catch (IOException e) {
      ErrorAnswer.log(request, StorageError.failed(e));
      throw e;
    }
  }

  private void waits(boolean waits) {
    synchronized (WAITING) {
      WAITING.remove(this);
      if (waits) {
        waitsSince = System.nanoTime();
        WAITING.add(this);
      }
    }
  }

  private static void giveUpTheSlowest() {
    for (StreamSender slow = nextSlow(); slow != null; slow = nextSlow()) {
      // One that is just going on holds its lock, and needs its stream.
      if (slow.lock.tryLock()) {
        try {
          slow.begun.in.close();
        } finally {
          slow.lock.unlock();
        }
      }
    }
  }

  /** Takes it out: without a stream it is no more of those that hold one. */
  private static @Nullable StreamSender nextSlow() {
    synchronized (WAITING) {
      if (WAITING.size() <= MOST_WAITING) {
        return null;
      }
      StreamSender longest = WAITING.iterator().next();
      if (System.nanoTime() - longest.waitsSince < SLOW_NANOS) {
        return null;
      }
      WAITING.remove(longest);
      return longest;
    }
  }

  @Override
  public void onError(Throwable e) {
    LOG.debug("download ended early: {}", e.toString());
    lock.lock();
    try {
      waits(false);
      begun.in.close();
    } finally {
      lock.unlock();
    }
    async.complete();
  }
}
