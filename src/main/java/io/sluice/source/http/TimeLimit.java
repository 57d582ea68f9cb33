package io.sluice.source.http;

import io.sluice.http.HttpErrorException;
import io.sluice.source.SourceError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * The time that one fetch has, redirects and body included: a host that sends a byte now and then
 * never runs into the timeouts of a socket. For one thread beside the clock's.
 */
final class TimeLimit implements AutoCloseable {
  private final AtomicReference<HttpUriRequestBase> running = new AtomicReference<>();
  private final Future<?> end;
  private volatile boolean over;

  TimeLimit(ScheduledExecutorService clock, Duration time) {
    try {
      end = clock.schedule(this::stop, time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new HttpErrorException(SourceError.SOURCE_HOST_FAILED, "the server is stopping");
    }
  }

  private void stop() {
    over = true;
    HttpUriRequestBase request = running.get();
    if (request != null) {
      request.abort();
    }
  }

  /**
   * The limit holds for this request now.
   *
   * @throws IOException the time is up
   */
  void watch(HttpUriRequestBase request) throws IOException {
    running.set(request);
    if (over) {
      throw new InterruptedIOException("no time is left");
    }
  }

  /**
   * What a failure means; its text may quote the URL, so only its kind is told.
   *
   * @param host for the log
   */
  HttpErrorException failure(IOException e, HttpTarget host) {
    if (e instanceof GuardedResolver.RefusedAddressException) {
      return new HttpErrorException(SourceError.SOURCE_REFUSED, String.valueOf(e.getMessage()));
    }
    boolean slow = over || e instanceof InterruptedIOException;
    return new HttpErrorException(
        slow ? SourceError.SOURCE_HOST_SLOW : SourceError.SOURCE_HOST_FAILED,
        host + ": " + (over ? "took longer than sources.http.timeout" : kind(e)));
  }

  private static String kind(IOException e) {
    return e.getClass().getSimpleName();
  }

  @Override
  public void close() {
    end.cancel(false);
  }
}
