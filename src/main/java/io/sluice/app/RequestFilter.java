package io.sluice.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.delivery.AsyncStart;
import io.sluice.delivery.ErrorAnswer;
import io.sluice.http.RequestId;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** Gives each request its id, and counts and times it when it is over. */
final class RequestFilter extends HttpFilter {
  private static final double NANOS_PER_SECOND = 1e9;

  private final transient Counter requests;
  private final transient Histogram seconds;

  RequestFilter(PrometheusRegistry registry) {
    this.requests =
        Counter.builder()
            .name("sluice_requests_total")
            .help("Requests answered, by door, method and status")
            .labelNames("door", "method", "status")
            .withoutExemplars()
            .register(registry);
    this.seconds =
        Histogram.builder()
            .name("sluice_request_seconds")
            .help("Time from a request's head to the end of its answer, by door")
            .labelNames("door")
            .classicOnly()
            .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .1, .25, 1, 2.5, 10, 60, 600)
            .withoutExemplars()
            .register(registry);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long start = System.nanoTime();
    String id = RequestId.keepOrMake(request.getHeader("X-Request-ID"));
    request.setAttribute(ErrorAnswer.REQUEST_ID, id);
    response.setHeader("X-Request-ID", id);
    request.setAttribute(AsyncStart.LISTENER, new AtEnd(() -> count(request, response, start)));
    MDC.put("requestId", id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("requestId");
      // Gone when the request became asynchronous: then its end may be on another thread, or past.
      if (request.getAttribute(AsyncStart.LISTENER) != null) {
        count(request, response, start);
      }
    }
  }

  private void count(HttpServletRequest request, HttpServletResponse response, long start) {
    String door = door(request.getServletPath());
    requests.labelValues(door, method(request), Integer.toString(response.getStatus())).inc();
    seconds.labelValues(door).observe((System.nanoTime() - start) / NANOS_PER_SECOND);
  }

  /** Labels come from a closed list: a scanner must not be able to grow the metrics. */
  private static String door(String path) {
    return switch (path) {
      case "/put", "/component/put" -> "ftrack-put";
      case "/get", "/component/get" -> "ftrack-get";
      case "/remove", "/component/remove" -> "ftrack-remove";
      case "/_authorize" -> "authorize";
      case "/health/live", "/health/ready" -> "health";
      case "/metrics" -> "metrics";
      case "/thumbor" -> "thumbor";
      case "/media" -> "resize";
      default -> "none";
    };
  }

  private static String method(HttpServletRequest request) {
    return switch (request.getMethod()) {
      case "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS" -> request.getMethod();
      default -> "other";
    };
  }

  /** Runs something when an asynchronous request is over. */
  private record AtEnd(Runnable action) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      // A dispatch has ended the first wait, and another begins: a container keeps no listener.
      event.getAsyncContext().addListener(this);
    }
  }
}
