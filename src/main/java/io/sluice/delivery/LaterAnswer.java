package io.sluice.delivery;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request wait for something without a thread: the servlet is called a second time, by an
 * asynchronous dispatch, when it is there.
 *
 * <p>In its first call a servlet finds {@link #of} null, and calls {@link #await}. In the second
 * one it finds what was awaited, or the error it ended with is thrown.
 */
public final class LaterAnswer {
  private static final String RESULT = "io.sluice.later";

  private LaterAnswer() {}

  /** What a request waits for. */
  public interface Begin {
    /**
     * Begins it; may itself wait for a disk.
     *
     * @return completed with anything but null
     * @throws IOException answered as 500
     */
    CompletionStage<?> begin() throws IOException;
  }

  /** What came out of it. */
  private record Result(@Nullable Object value, @Nullable Throwable failure) {}

  /**
   * What the request has waited for.
   *
   * @param request in any call
   * @param type of what {@link #await} was given
   * @param timeout what is said when the time was up
   * @return null in the first call
   * @throws HttpErrorException what it ended with
   */
  public static <T> @Nullable T of(HttpServletRequest request, Class<T> type, HttpError timeout) {
    if (!(request.getAttribute(RESULT) instanceof Result result)) {
      return null;
    }
    Throwable failure = result.failure();
    if (failure == null) {
      return type.cast(result.value());
    }
    if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
      failure = wrapped.getCause();
    }
    if (failure instanceof HttpErrorException known) {
      throw known;
    }
    throw failure instanceof TimeoutException
        ? new HttpErrorException(timeout, "nobody waits so long")
        : new HttpErrorException(ProtocolError.INTERNAL, failure);
  }

  /**
   * Begins to wait; the servlet returns after this.
   *
   * @param request not asynchronous; it is when this returns
   * @param work on which waiting begins
   * @param begin what is waited for
   */
  public static void await(HttpServletRequest request, BlockingWork work, Begin begin) {
    AsyncContext async = AsyncStart.start(request);
    work.execute(
        () -> {
          try {
            begin
                .begin()
                .whenComplete((value, failure) -> goOn(request, async, new Result(value, failure)));
          } catch (IOException | RuntimeException e) {
            goOn(request, async, new Result(null, e));
          }
        });
  }

  private static void goOn(HttpServletRequest request, AsyncContext async, Result result) {
    request.setAttribute(RESULT, result);
    async.dispatch();
  }
}
