package io.sluice.source.http;

import io.sluice.http.HttpErrorException;
import io.sluice.source.SourceError;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The last answer of a fetch, after all redirects; its body is read within the limits of time and
 * length. For one thread.
 */
final class Exchange implements AutoCloseable {
  private final HttpTarget target;
  private final HttpUriRequestBase request;
  private final ClassicHttpResponse response;
  private final TimeLimit limit;
  private final long maxBytes;
  private boolean complete;

  Exchange(
      HttpTarget target,
      HttpUriRequestBase request,
      ClassicHttpResponse response,
      TimeLimit limit,
      long maxBytes) {
    this.target = target;
    this.request = request;
    this.response = response;
    this.limit = limit;
    this.maxBytes = maxBytes;
    this.complete = response.getEntity() == null;
  }

  int status() {
    return response.getCode();
  }

  Validators validators() {
    String length = header("Content-Length");
    boolean known = length != null && length.matches("\\d{1,18}");
    return new Validators(
        header("ETag"), header("Last-Modified"), known ? Long.parseLong(length) : -1);
  }

  @Nullable Header location() {
    return response.getFirstHeader("Location");
  }

  private @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue().isBlank() ? null : header.getValue();
  }

  /**
   * Refuses what cannot be the bytes of a file.
   *
   * @throws HttpErrorException {@link SourceError#SOURCE_HOST_FAILED} (502), {@link
   *     SourceError#SOURCE_TOO_LONG} (422)
   */
  void requireBytes() {
    String coding = header("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      // Not asked for; and what it would unpack to, nobody knows.
      throw new HttpErrorException(
          SourceError.SOURCE_HOST_FAILED, target + ": a body that is packed");
    }
    long length = validators().length();
    if (length > maxBytes) {
      throw tooLong(length + " bytes");
    }
  }

  private HttpErrorException tooLong(String what) {
    return new HttpErrorException(
        SourceError.SOURCE_TOO_LONG,
        target + ": " + what + ", sources.http.max-size is " + maxBytes);
  }

  /**
   * The body; closing it ends the exchange.
   *
   * @return throws {@link HttpErrorException} instead of an {@link IOException}: {@link
   *     SourceError#SOURCE_HOST_SLOW} (504), {@link SourceError#SOURCE_HOST_FAILED} (502), also for
   *     an empty one, {@link SourceError#SOURCE_TOO_LONG} (422)
   */
  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return new Body(entity == null ? InputStream.nullInputStream() : entity.getContent());
  }

  /** Counts, and says what a failure means. */
  private final class Body extends InputStream {
    private final InputStream in;
    private long count;

    private Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        read = in.read(buffer, offset, length);
      } catch (IOException e) {
        throw limit.failure(e, target);
      }
      count += Math.max(0, read);
      complete |= read < 0;
      if (complete && count == 0) {
        throw new HttpErrorException(SourceError.SOURCE_HOST_FAILED, target + ": an empty body");
      }
      if (count > maxBytes) {
        throw tooLong("more");
      }
      return read;
    }

    @Override
    public void close() {
      Exchange.this.close();
    }
  }

  /**
   * Gives the connection back where all was read, and ends it otherwise: the rest may be endless.
   */
  @Override
  public void close() {
    limit.close();
    end();
  }

  /** The same, while the time goes on. */
  void end() {
    if (!complete) {
      request.abort(); // Closing alone would read on to the end of the body.
    }
    try {
      response.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
