package io.sluice.cli.check;

import io.sluice.ftrack.Operation;
import io.sluice.http.HttpDate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.net.ssl.SSLException;

/** Whether the public address answers, and whether it lives in the same minute as we do. */
final class ClockCheck {
  private static final Duration NOTABLE = Duration.ofSeconds(5);
  private static final String CURE = "Let both machines keep time by NTP.";

  private static final String EXPIRED = "url-expired";

  private final Gateway gateway;
  private final Clock clock;
  private final Findings findings;

  ClockCheck(Gateway gateway, Clock clock, Findings findings) {
    this.gateway = gateway;
    this.clock = clock;
    this.findings = findings;
  }

  /** False, and said why, when the public address does not answer as a gateway. */
  boolean reaches() throws InterruptedException {
    try {
      HttpResponse<byte[]> answer = live();
      if (answer.statusCode() == 200) {
        findings.ok("public address", gateway.url() + " answers");
        date(answer);
        return true;
      }
      Refusal refusal = Refusal.of(answer);
      findings.fail("public address", "/health/live answers " + refusal.text(), refusal.cure());
    } catch (SSLException e) {
      findings.fail(
          "public address",
          "no TLS with " + gateway.url() + ": " + e.getMessage(),
          "Give it a certificate for this name that clients trust, also the ftrack server.");
    } catch (IOException e) {
      findings.fail(
          "public address",
          "no answer from " + gateway.url() + ": " + e,
          "Start Nginx, open its port, and let the name lead to this machine.");
    }
    return false;
  }

  /** Nginx answers at the root also when the doors have a prefix. */
  private HttpResponse<byte[]> live() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = gateway.get(URI.create(gateway.url() + "/health/live"));
    return answer.statusCode() == 404 ? gateway.get(gateway.url().resolve("/health/live")) : answer;
  }

  private void date(HttpResponse<byte[]> answer) {
    Instant theirs = HttpDate.parse(answer.headers().firstValue("Date").orElse(null));
    if (theirs == null) {
      findings.warn("clock", "the answer has no Date", "Let Nginx send its Date header.");
      return;
    }
    Duration off = Duration.between(theirs, clock.instant()).abs();
    String text = "the gateway's clock is " + off.toSeconds() + " s away from this machine's";
    if (off.compareTo(gateway.rule().skew()) > 0 && off.compareTo(NOTABLE) > 0) {
      findings.fail("clock", text, CURE);
    } else if (off.compareTo(NOTABLE) > 0) {
      findings.warn("clock", text, CURE);
    } else {
      findings.ok("clock", "the same as this machine's, to " + NOTABLE.toSeconds() + " s");
    }
  }

  /** A URL that ends in a minute counts, one that ended long ago does not. */
  void run() throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    long now = clock.instant().getEpochSecond();
    Refusal coming = Refusal.of(gateway.get(gateway.ending(Operation.GET, id, now + 60)));
    long past = now - gateway.rule().skew().toSeconds() - 3600;
    Refusal gone = Refusal.of(gateway.get(gateway.ending(Operation.GET, id, past)));
    if (coming.code().equals(EXPIRED)) {
      findings.fail("timeout", "a URL that ends in a minute is answered " + coming.text(), CURE);
    } else if (coming.status() != 404) {
      // Not for its time: the checks that come say why.
      findings.warn("timeout", "not seen: the answer is " + coming.text(), coming.cure());
    } else if (!gone.code().equals(EXPIRED)) {
      findings.fail(
          "timeout",
          "a URL that ended an hour ago is answered " + gone.text(),
          "Let every request reach the application, and set its clock right.");
    } else {
      findings.ok("timeout", "kept to the minute");
    }
  }
}
