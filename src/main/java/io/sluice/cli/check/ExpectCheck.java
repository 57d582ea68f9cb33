package io.sluice.cli.check;

import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.UUID;

/**
 * What a client hears that announces a body and waits before it sends it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1">RFC 9110, 10.1.1 Expect</a>
 */
final class ExpectCheck {
  private static final long MIB = 1L << 20;
  private static final long TIB = 1L << 40;

  private final Gateway gateway;
  private final Findings findings;

  ExpectCheck(Gateway gateway, Findings findings) {
    this.gateway = gateway;
    this.findings = findings;
  }

  /** A stranger must be refused before a byte of the body is asked for. */
  void verdictBeforeBody() throws IOException {
    String topic = "upload verdict";
    if (!gateway.rule().required()) {
      return; // Nobody is a stranger then.
    }
    Announcement.Answer answer;
    try {
      answer = Announcement.put(gateway.forged(Operation.PUT, UUID.randomUUID()), 64 * MIB);
    } catch (SocketTimeoutException e) {
      findings.fail(
          topic, "a forged PUT is not answered while it waits", "Use the shipped Nginx files.");
      return;
    }
    Refusal refusal = Refusal.of(answer.status(), answer.body());
    switch (answer.status()) {
      case 403 -> findings.ok(topic, "a forged PUT is refused before its body");
      case 100 ->
          findings.fail(
              topic,
              "a forged PUT is asked for its body",
              "Ask the application first (auth_request): strangers can fill the spool's disk.");
      default ->
          findings.fail(
              topic, "a forged PUT is answered " + refusal.text() + ", not 403", refusal.cure());
    }
  }

  /** The largest upload that is allowed must get past every limit in front. */
  void bodyLimit() throws IOException {
    String topic = "body limit";
    long max = gateway.ftrack().maxBytes();
    long length = max == 0 ? TIB : max;
    Announcement.Answer answer;
    try {
      answer = Announcement.put(gateway.signed(Operation.PUT, UUID.randomUUID()), length);
    } catch (SocketTimeoutException e) {
      findings.fail(topic, "a PUT that waits is not answered", "Use the shipped Nginx files.");
      return;
    }
    String size = SizeText.of(length);
    Refusal refusal = Refusal.of(answer.status(), answer.body());
    switch (answer.status()) {
      case 100 -> findings.ok(topic, "an upload of " + size + " would be taken");
      case 507 -> findings.ok(topic, "none; " + size + " is refused for want of space only");
      case 413 ->
          findings.fail(
              topic,
              "an upload of " + size + " is too large for what is in front",
              "Set client_max_body_size 0 in Nginx, in put and in the location of auth_request.");
      default ->
          findings.fail(
              topic, "an upload of " + size + " is answered " + refusal.text(), refusal.cure());
    }
  }
}
