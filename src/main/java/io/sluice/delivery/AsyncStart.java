package io.sluice.delivery;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/** Makes a request asynchronous in the one way that the filters know of. */
public final class AsyncStart {
  /** Request attribute with the {@link AsyncListener} that wants to know of the end. */
  public static final String LISTENER = "io.sluice.at-end";

  private AsyncStart() {}

  /**
   * Starts. The listener is added here, before any other thread can end the request.
   *
   * @param request not asynchronous yet
   * @return without a timeout: the connector's own ends a stalled client
   */
  public static AsyncContext start(HttpServletRequest request) {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    if (request.getAttribute(LISTENER) instanceof AsyncListener listener) {
      async.addListener(listener);
      request.removeAttribute(LISTENER);
    }
    return async;
  }
}
