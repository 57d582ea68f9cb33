package io.sluice.delivery;

import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs what may wait for a disk on a thread that may wait.
 *
 * <p>In a Tomcat or Jetty of the operator's every thread may. The self-running server behind Nginx
 * answers verdicts on the threads that watch its connections, which saves a change of thread for
 * each (two fifths of the application's CPU for a small download); there, waiting belongs
 * elsewhere.
 */
public final class BlockingWork {
  /** The calling thread may wait. */
  public static final BlockingWork HERE = new BlockingWork(null);

  private static final Logger LOG = LoggerFactory.getLogger(BlockingWork.class);

  private final @Nullable Executor executor;

  private BlockingWork(@Nullable Executor executor) {
    this.executor = executor;
  }

  /**
   * Lets other threads wait.
   *
   * @param executor has threads of its own
   * @return work that runs there
   */
  public static BlockingWork on(Executor executor) {
    return new BlockingWork(executor);
  }

  /**
   * Whether work leaves the calling thread.
   *
   * @return false for {@link #HERE}
   */
  public boolean isElsewhere() {
    return executor != null;
  }

  /** A part of a request that may wait. */
  public interface Task {
    /**
     * Does it and sets the answer.
     *
     * @throws IOException answered as 500
     */
    void run() throws IOException;
  }

  /**
   * Does a part of a request and ends the request with it.
   *
   * @param request not asynchronous; it is when this returns, if the work runs elsewhere
   * @param response for the answer, also to what the task throws
   * @param task done before this returns, or soon
   * @throws IOException what the task threw, when it ran here
   */
  public void run(HttpServletRequest request, HttpServletResponse response, Task task)
      throws IOException {
    if (executor == null) {
      task.run();
      return;
    }
    AsyncContext async = AsyncStart.start(request);
    execute(
        () -> {
          try {
            runAndAnswer(request, response, task);
          } finally {
            async.complete();
          }
        });
  }

  /**
   * Does something of a request that is asynchronous already.
   *
   * @param work throws nothing
   */
  void execute(Runnable work) {
    if (executor == null) {
      work.run();
      return;
    }
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      work.run(); // The server is stopping: late is better than never.
    }
  }

  /** No filter stands around another thread: an error is answered here. */
  private static void runAndAnswer(
      HttpServletRequest request, HttpServletResponse response, Task task) {
    HttpErrorException error;
    Object id = request.getAttribute(ErrorAnswer.REQUEST_ID);
    try (MDC.MDCCloseable named = MDC.putCloseable("requestId", String.valueOf(id))) {
      task.run();
      return;
    } catch (HttpErrorException e) {
      error = e;
    } catch (IOException | RuntimeException e) {
      error = new HttpErrorException(ProtocolError.INTERNAL, e);
    }
    try {
      ErrorAnswer.writeAndLog(request, response, error);
    } catch (IOException gone) {
      LOG.debug("no answer possible: {}", gone.toString());
    }
  }
}
