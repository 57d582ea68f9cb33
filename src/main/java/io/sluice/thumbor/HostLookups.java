package io.sluice.thumbor;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import java.io.Closeable;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Threads that wait for other servers: few of their own, so that a slow server keeps nobody waiting
 * but those who want its pictures.
 */
final class HostLookups implements Closeable {
  private static final int THREADS = 16;
  private static final int QUEUE = 256;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          work -> {
            Thread thread = new Thread(work, "host-lookup");
            thread.setDaemon(true);
            return thread;
          });

  HostLookups() {
    pool.allowCoreThreadTimeOut(true);
  }

  /** Completed as what was begun; with {@link MediaError#RENDER_BUSY} (503) when too many wait. */
  <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> work) {
    @Nullable Map<String, String> names = MDC.getCopyOfContextMap();
    try {
      return CompletableFuture.supplyAsync(() -> named(names, work), pool)
          .thenCompose(begun -> begun);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new HttpErrorException(MediaError.RENDER_BUSY, QUEUE + " wait for other servers"));
    }
  }

  private static <T> T named(@Nullable Map<String, String> names, Supplier<T> work) {
    if (names != null) {
      MDC.setContextMap(names);
    }
    try {
      return work.get();
    } finally {
      MDC.clear();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
