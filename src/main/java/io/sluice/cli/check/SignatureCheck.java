package io.sluice.cli.check;

import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;

/** Whether the secret of this configuration opens the gateway, and nothing else does. */
final class SignatureCheck {
  private static final String TOPIC = "signature";

  private final Gateway gateway;
  private final Findings findings;

  SignatureCheck(Gateway gateway, Findings findings) {
    this.gateway = gateway;
    this.findings = findings;
  }

  void run() throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    HttpResponse<byte[]> right = gateway.get(gateway.signed(Operation.GET, id));
    if (right.statusCode() != 404) {
      Refusal refusal = Refusal.of(right);
      findings.fail(
          TOPIC,
          "a signed URL of an unknown id is answered " + refusal.text() + ", not 404",
          refusal.cure());
      return;
    }
    if (gateway.rule().required()) {
      int forged = gateway.get(gateway.forged(Operation.GET, id)).statusCode();
      if (forged != 403) {
        findings.fail(
            TOPIC,
            "a forged URL is answered " + forged + ", not 403",
            "Restart the gateway with ftrack.signature.required set to true.");
        return;
      }
    }
    findings.ok(TOPIC, "the secret here is the gateway's, and a forged URL is refused");
  }
}
