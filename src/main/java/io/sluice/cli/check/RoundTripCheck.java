package io.sluice.cli.check;

import io.sluice.delivery.FrontConfig;
import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Stores a component of a random id, reads it back and removes it, as a client would. */
final class RoundTripCheck {
  private static final String TOPIC = "round trip";
  private static final String TYPE = "text/plain";

  private final Gateway gateway;
  private final Findings findings;
  private final UUID id = UUID.randomUUID();

  /** Never the same: Nginx may keep its verdict on the first one for some seconds. */
  private final UUID otherId = UUID.randomUUID();

  RoundTripCheck(Gateway gateway, Findings findings) {
    this.gateway = gateway;
    this.findings = findings;
  }

  void run() throws IOException, InterruptedException {
    boolean isWhole;
    try {
      isWhole = plain() && withMadeUpHeaders();
    } finally {
      // Whatever was stored, also by a gateway that answers wrongly, goes again.
      gateway.get(gateway.signed(Operation.REMOVE, id));
      gateway.get(gateway.signed(Operation.REMOVE, otherId));
    }
    if (isWhole) {
      removed();
    }
  }

  private boolean plain() throws IOException, InterruptedException {
    byte[] bytes = ("sluice check " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    HttpResponse<byte[]> put = gateway.send(put(id, bytes));
    if (put.statusCode() != 200) {
      Refusal refusal = Refusal.of(put);
      findings.fail(TOPIC, "a signed PUT is answered " + refusal.text(), refusal.cure());
      return false;
    }
    HttpResponse<byte[]> get = gateway.get(gateway.signed(Operation.GET, id));
    if (!holds(get, bytes)) {
      return false;
    }
    findings.ok(TOPIC, "a component is stored and read");
    header("content type", TYPE, get, "Content-Type");
    header("entity tag", put.headers().firstValue("ETag").orElse("(none on put)"), get, "ETag");
    range(bytes);
    return true;
  }

  private HttpRequest.Builder put(UUID component, byte[] bytes) {
    return Gateway.request(gateway.signed(Operation.PUT, component))
        .header("Content-Type", TYPE)
        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  private boolean holds(HttpResponse<byte[]> get, byte[] bytes) {
    if (get.statusCode() != 200) {
      Refusal refusal = Refusal.of(get);
      findings.fail(
          TOPIC,
          "what was just stored is answered " + refusal.text(),
          refusal.status() == 404
              ? "Compare the alias of Nginx's internal location with the store's objects folder."
              : refusal.cure());
      return false;
    }
    if (!Arrays.equals(get.body(), bytes)) {
      findings.fail(
          TOPIC,
          "other bytes come back than were stored",
          "Do not let anything in front change or cache what it passes on.");
      return false;
    }
    return true;
  }

  private void header(String topic, String expected, HttpResponse<byte[]> get, String name) {
    String actual = get.headers().firstValue(name).orElse("(none)");
    if (actual.equals(expected) || actual.startsWith(expected + ";")) {
      findings.ok(topic, actual);
    } else {
      findings.warn(
          topic,
          "get says " + actual + ", put " + expected,
          "Let Nginx keep the application's headers: use the shipped files.");
    }
  }

  private void range(byte[] bytes) throws IOException, InterruptedException {
    HttpResponse<byte[]> part =
        gateway.send(
            Gateway.request(gateway.signed(Operation.GET, id)).header("Range", "bytes=1-3"));
    if (part.statusCode() == 206 && Arrays.equals(part.body(), Arrays.copyOfRange(bytes, 1, 4))) {
      findings.ok("ranges", "a part is sent when a part is asked for");
    } else {
      findings.warn(
          "ranges",
          "a range is answered " + part.statusCode(),
          "Let Range through to the gateway: without it no browser can seek in a video.");
    }
  }

  /** Nginx must put its own hand-over headers in the place of a client's. */
  private boolean withMadeUpHeaders() throws IOException, InterruptedException {
    byte[] bytes = ("sluice check " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    FrontConfig front = gateway.config().front();
    String spool = front == null ? "/nowhere" : front.spool().toString();
    HttpResponse<byte[]> put =
        gateway.send(
            put(otherId, bytes)
                .header("X-File", spool + ApplicationCheck.NO_SUCH_FILE)
                .header("X-Proxy-Token", "made-up-by-a-client")
                .header("X-Original-URI", "/put?id=made-up-by-a-client"));
    boolean isOwn =
        put.statusCode() == 200
            && Arrays.equals(gateway.get(gateway.signed(Operation.GET, otherId)).body(), bytes);
    if (isOwn) {
      findings.ok("x-file", "a client's own X-File and X-Proxy-Token have no effect");
    } else {
      findings.fail(
          "x-file",
          "a client's own hand-over headers reach the application: " + Refusal.of(put).text(),
          "Set X-File, X-Proxy-Token and X-Original-URI in every Nginx location that passes on.");
    }
    return isOwn;
  }

  private void removed() throws IOException, InterruptedException {
    int status = gateway.get(gateway.signed(Operation.GET, id)).statusCode();
    if (status == 404) {
      findings.ok("remove", "a removed component is gone");
    } else if (status == 200 && gateway.config().nginx().hasVerdictCache()) {
      findings.ok("remove", "gone, when the verdict cache has forgotten it in ten seconds");
    } else {
      findings.fail(
          "remove",
          "a removed component is answered " + status,
          "Switch off any cache in front, and let GET /remove reach the application.");
    }
  }
}
