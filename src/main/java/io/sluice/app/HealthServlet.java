package io.sluice.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.delivery.Spool;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.storage.ObjectStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: it can take an upload now,
 * shown by writing and removing a probe in every store and the spool; the body says what fails, the
 * log says why.
 */
final class HealthServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(HealthServlet.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final long REUSE_NANOS = 1_000_000_000L;

  /** The outcome of one round of probes. */
  private record Round(long atNanos, Map<String, String> checks) {
    boolean isReady() {
      return checks.values().stream().allMatch("ok"::equals);
    }
  }

  private final transient Sluice sluice;
  private transient Round last = new Round(System.nanoTime() - REUSE_NANOS, Map.of());

  HealthServlet(Sluice sluice) {
    this.sluice = sluice;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      throw new HttpErrorException(ProtocolError.METHOD_NOT_ALLOWED, request.getMethod());
    }
    if (request.getServletPath().endsWith("/live")) {
      answer(response, true, Map.of());
    } else {
      sluice.work().run(request, response, () -> answerReadiness(response));
    }
  }

  private void answerReadiness(HttpServletResponse response) throws IOException {
    Round round = round();
    answer(response, round.isReady(), round.checks());
  }

  private static void answer(HttpServletResponse response, boolean isUp, Map<String, String> checks)
      throws IOException {
    response.setStatus(isUp ? HttpServletResponse.SC_OK : 503);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    try (JsonGenerator json = JSON.createGenerator(response.getOutputStream())) {
      json.writeStartObject();
      json.writeStringField("status", isUp ? "up" : "down");
      for (Map.Entry<String, String> check : checks.entrySet()) {
        json.writeStringField(check.getKey(), check.getValue());
      }
      json.writeEndObject();
    }
  }

  /** Probes write, so one round answers everybody who asks within a second. */
  private synchronized Round round() {
    if (sluice.isStopping()) {
      return new Round(System.nanoTime(), Map.of("gateway", "stopping"));
    }
    if (System.nanoTime() - last.atNanos() >= REUSE_NANOS) {
      last = new Round(System.nanoTime(), probe());
    }
    return last;
  }

  private Map<String, String> probe() {
    Map<String, String> checks = new LinkedHashMap<>();
    Spool spool = sluice.spool();
    for (ObjectStore store : sluice.stores().values()) {
      checks.put("store " + store.name(), outcome(store::probe));
      if (spool != null) {
        checks.put("spool to store " + store.name(), outcome(() -> Sluice.probe(spool, store)));
      }
    }
    return checks;
  }

  /** Something that throws when a part of the gateway does not work. */
  private interface Probe {
    void run() throws IOException;
  }

  private static String outcome(Probe probe) {
    try {
      probe.run();
      return "ok";
    } catch (HttpErrorException e) {
      LOG.warn("not ready: {}", e.getMessage());
      return e.error().code();
    } catch (IOException e) {
      LOG.warn("not ready: {}", e.toString());
      return "failed: " + e.getClass().getSimpleName();
    }
  }
}
