package io.sluice.delivery;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body to a file as it arrives, without holding a thread while the client is slow.
 *
 * @see <a href="https://jakarta.ee/specifications/servlet/6.0/">Servlet 6.0, 3.7 Non-blocking
 *     I/O</a>
 */
public final class BodyReceiver implements ReadListener {
  /** One buffer per thread: a thousand slow uploads share a few. */
  private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[65_536]);

  /** What to do when the body ended, well or badly. */
  public interface Outcome {
    /**
     * The whole body is in the file; the file is closed.
     *
     * @throws IOException answered through {@link #failed}
     */
    void received() throws IOException;

    /**
     * The body did not arrive, could not be written, or {@link #received} threw.
     *
     * @param cause an {@link HttpErrorException} when the client is at fault, an {@link
     *     IOException} when the disk is
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
  private final FileChannel file;
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
      FileChannel file,
      Limit limit,
      @Nullable MessageDigest digest,
      Outcome outcome,
      BlockingWork work)
      throws IOException {
    this.async = async;
    this.in = request.getInputStream();
    this.announced = request.getContentLengthLong();
    this.file = file;
    this.digest = digest;
    this.limit = limit;
    this.outcome = outcome;
    this.work = work;
  }

  /**
   * Starts receiving. The request is asynchronous from here on and is completed after the outcome.
   *
   * @param request its body not touched yet
   * @param into an existing, empty file
   * @param limit enforced while bytes arrive, for bodies without a length
   * @param digest fed with every byte; null for none
   * @param outcome called on a thread of {@code work}
   * @param work where bytes are written and the outcome is told
   * @throws IOException the file cannot be opened; nothing was started
   */
  public static void start(
      HttpServletRequest request,
      Path into,
      Limit limit,
      @Nullable MessageDigest digest,
      Outcome outcome,
      BlockingWork work)
      throws IOException {
    FileChannel file = FileChannel.open(into, StandardOpenOption.WRITE);
    AsyncContext async = AsyncStart.start(request);
    BodyReceiver receiver = new BodyReceiver(request, async, file, limit, digest, outcome, work);
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

  /** A failure here is the client's, one of {@link #write} is the disk's. */
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
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      count += file.write(buffer);
    }
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
      file.close();
      if (failure == null) {
        outcome.received();
      } else {
        outcome.failed(failure);
      }
    } catch (IOException | RuntimeException e) {
      outcome.failed(e);
    } finally {
      async.complete();
    }
  }
}
