package io.sluice.cli.check;

import io.sluice.delivery.FrontConfig;
import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The application at its own port, past any Nginx. */
final class ApplicationCheck {
  private static final String TOPIC = "application";

  /** Named as Nginx names, and never there. */
  static final String NO_SUCH_FILE = "/99999999999999999999";

  private final Gateway gateway;
  private final boolean writes;
  private final Findings findings;

  ApplicationCheck(Gateway gateway, boolean writes, Findings findings) {
    this.gateway = gateway;
    this.writes = writes;
    this.findings = findings;
  }

  void run() throws InterruptedException, IOException {
    URI application = gateway.application();
    if (application == null) {
      findings.warn(TOPIC, "server.port is 0: any free port", "Give the server a fixed port.");
      return;
    }
    HttpResponse<byte[]> answer;
    try {
      answer = gateway.get(URI.create(application + "/health/ready"));
    } catch (IOException e) {
      findings.fail(
          TOPIC,
          "no answer at " + application + ": " + e,
          "Start the gateway, or set front.nginx.app (server.host, server.port) to its address.");
      return;
    }
    ready(application, answer);
    FrontConfig front = gateway.config().front();
    if (front != null && writes) {
      madeUpHandOver(application, front);
    }
  }

  private void ready(URI application, HttpResponse<byte[]> answer) {
    if (answer.statusCode() == 200) {
      findings.ok(TOPIC, application + " is ready");
    } else if (answer.statusCode() == 503) {
      findings.fail(
          TOPIC,
          "not ready: " + new String(answer.body(), StandardCharsets.UTF_8).strip(),
          "The parts that are not ok say what fails; the gateway's log says why.");
    } else {
      Refusal refusal = Refusal.of(answer);
      findings.fail(TOPIC, "/health/ready answers " + refusal.text(), refusal.cure());
    }
  }

  /** Whoever reaches the port must not be able to pass a file of this machine off as a body. */
  private void madeUpHandOver(URI application, FrontConfig front)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    HttpRequest.Builder put =
        Gateway.request(gateway.signed(application, Operation.PUT, id))
            .header("X-File", front.spool() + NO_SUCH_FILE)
            .header("X-Original-URI", "/put?id=" + id)
            .PUT(HttpRequest.BodyPublishers.ofString("x"));
    HttpResponse<byte[]> answer = gateway.send(put);
    if (answer.statusCode() == 403) {
      findings.ok("x-file", "the application refuses a hand-over without the proxy token");
      return;
    }
    gateway.get(gateway.signed(Operation.REMOVE, id));
    findings.fail(
        "x-file",
        "the application answers a made-up X-File with " + Refusal.of(answer).text(),
        "Restart it with front.proxy-token set, and let only Nginx reach its port.");
  }
}
