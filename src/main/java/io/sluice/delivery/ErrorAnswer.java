package io.sluice.delivery;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import io.sluice.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes an error row as the answer; the one place where a client learns of a fault.
 *
 * @see Problem
 */
public final class ErrorAnswer {
  /** Request attribute with the request id, set by the outermost filter. */
  public static final String REQUEST_ID = "io.sluice.request-id";

  private static final int MAX_PATH = 200;
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswer.class);

  private ErrorAnswer() {}

  /**
   * Logs an error and answers with it.
   *
   * @param request whose id is logged and shown
   * @param response perhaps committed already
   * @param e what ended the request
   * @throws IOException the client is gone
   */
  public static void writeAndLog(
      HttpServletRequest request, HttpServletResponse response, HttpErrorException e)
      throws IOException {
    log(request, e);
    write(request, response, e.error());
  }

  /**
   * Logs an error: the client's at info, a state of ours at warn, a failure of what we stand on at
   * error, a fault of ours at error with its stack.
   *
   * @param request whose id is logged; its query never is
   * @param e what ended the request
   */
  public static void log(HttpServletRequest request, HttpErrorException e) {
    // Raw, so that an encoded line break stays one; without its query, which is a credential.
    String path = request.getRequestURI();
    String shown = path.length() > MAX_PATH ? path.substring(0, MAX_PATH) + "..." : path;
    log(request, request.getMethod() + " " + shown, e);
  }

  /**
   * Logs an error under a name of the caller's.
   *
   * @param request whose id is logged
   * @param what was asked for; nothing secret, no line breaks
   * @param e what ended the request
   */
  public static void log(HttpServletRequest request, String what, HttpErrorException e) {
    // A callback of an asynchronous request runs outside the filter that sets this.
    try (MDC.MDCCloseable id = MDC.putCloseable("requestId", requestId(request))) {
      if (e.error().status() >= 500 && e.getCause() == null) {
        LOG.warn(
            "{}: {}", what, e.getMessage()); // Known and counted: a full disk, an unfit hand-over.
      } else if (e.error().status() == 500) {
        LOG.error("{}: {}", what, e.getMessage(), e.getCause());
      } else if (e.error().status() > 500) {
        // A store that is down fails every request: its reason is told, and a stack tells no more.
        LOG.error("{}: {}: {}", what, e.getMessage(), String.valueOf(e.getCause()));
      } else {
        LOG.info("{}: {}", what, e.getMessage());
      }
    }
  }

  private static String requestId(HttpServletRequest request) {
    Object id = request.getAttribute(REQUEST_ID);
    return id == null ? "" : id.toString();
  }

  /**
   * Answers with a problem document. Headers set before stay, so that a caller can add its own.
   *
   * @param request whose id is shown
   * @param response perhaps committed already: then nothing can be said any more
   * @param error the row
   * @throws IOException the client is gone
   */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, HttpError error)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(error.status());
    if (error.status() == 503) {
      response.setHeader("Retry-After", "5");
    }
    response.setHeader("Cache-Control", "no-store");
    byte[] body = Problem.json(error, requestId(request)).getBytes(StandardCharsets.UTF_8);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
