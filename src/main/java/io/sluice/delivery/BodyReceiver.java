package io.sluice.delivery;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.storage.ObjectUpload;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a body to a store as it arrives, without holding a thread while the client is slow.
 *
 * @see <a href="https://jakarta.ee/specifications/servlet/6.0/">Servlet 6.0, 3.7 Non-blocking
 *     I/O</a>
 */
public final class BodyReceiver implements ReadListener {
  private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);

  /** One buffer per thread: a thousand slow uploads share a few. */
  private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[65_536]);

  /** What to do when the body ended, well or badly. */
  public interface Outcome {
    /**
     * The whole body was written.
     *
     * @throws IOException answered through {@link #failed}
     */
    void received() throws IOException;

    /**
     * The body did not arrive, could not be written, or {@link #received} threw. What was written
     * still takes its space.
     *
     * @param cause an {@link HttpErrorException} when the client is at fault, an {@link
     *     IOException} when the store is
     */
    void failed(Throwable cause);
  }

  /**
   * How much is taken.
   *
   * @param maxBytes the last byte count that is still taken
   * @param error what one byte more is answered with
   */
  public record Limit(long maxBytes, HttpError error) {}

  private final AsyncContext async;
  private final ServletInputStream in;
  private final ObjectUpload upload;
  private final @Nullable MessageDigest digest;
  private final Limit limit;
  private final Outcome outcome;
  private final BlockingWork work;
  private final long announced;
  private long count;
  private boolean ended;

  private BodyReceiver(
      HttpServletRequest request,
      AsyncContext async,
      ObjectUpload upload,
      Limit limit,
      @Nullable MessageDigest digest,
      Outcome outcome,
      BlockingWork work)
      throws IOException {
    this.async = async;
    this.in = request.getInputStream();
    this.announced = request.getContentLengthLong();
    this.upload = upload;
    this.digest = digest;
    this.limit = limit;
    this.outcome = outcome;
    this.work = work;
  }

  /**
   * Starts receiving. The request is asynchronous from here on and is completed after the outcome.
   *
   * @param request its body not touched yet
   * @param into closed when the outcome was told
   * @param limit enforced while bytes arrive, for bodies without a length
   * @param digest fed with every byte; null for none
   * @param outcome called on a thread of {@code work}
   * @param work where bytes are written and the outcome is told
   * @throws IOException nothing was started, and {@code into} is still the caller's
   */
  public static void start(
      HttpServletRequest request,
      ObjectUpload into,
      Limit limit,
      @Nullable MessageDigest digest,
      Outcome outcome,
      BlockingWork work)
      throws IOException {
    AsyncContext async = AsyncStart.start(request);
    BodyReceiver receiver = new BodyReceiver(request, async, into, limit, digest, outcome, work);
    receiver.in.setReadListener(receiver);
  }

  @Override
  public void onDataAvailable() {
    work.execute(this::drain);
  }

  /** Synchronized, as are the others: two rounds may meet when their threads differ. */
  private synchronized void drain() {
    byte[] buffer = BUFFER.get();
    try {
      while (!ended && in.isReady() && !in.isFinished()) {
        int read = read(buffer);
        if (read < 0) {
          return;
        }
        write(buffer, read);
      }
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  /** A failure here is the client's, one of {@link #write} is the store's. */
  private int read(byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new HttpErrorException(ProtocolError.BODY_CUT_OFF, e.toString());
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (count + length > limit.maxBytes()) {
      throw new HttpErrorException(limit.error(), "more than " + limit.maxBytes() + " bytes");
    }
    if (digest != null) {
      digest.update(bytes, 0, length);
    }
    upload.write(ByteBuffer.wrap(bytes, 0, length));
    count += length;
  }

  @Override
  public void onAllDataRead() {
    work.execute(this::finish);
  }

  private synchronized void finish() {
    boolean isWhole = announced < 0 || announced == count;
    end(isWhole ? null : new HttpErrorException(ProtocolError.BODY_CUT_OFF, count + " bytes"));
  }

  @Override
  public void onError(Throwable e) {
    boolean isTimeout = e instanceof TimeoutException || e instanceof SocketTimeoutException;
    ProtocolError error = isTimeout ? ProtocolError.BODY_TOO_SLOW : ProtocolError.BODY_CUT_OFF;
    work.execute(() -> end(new HttpErrorException(error, e.toString())));
  }

  private synchronized void end(@Nullable Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (failure == null) {
        outcome.received();
      } else {
        outcome.failed(failure);
      }
    } catch (IOException | RuntimeException e) {
      outcome.failed(e);
    } finally {
      discard();
      async.complete();
    }
  }

  private void discard() {
    try {
      upload.close();
    } catch (IOException e) {
      LOG.warn("left for the sweep: {}", e.toString());
    }
  }
}
