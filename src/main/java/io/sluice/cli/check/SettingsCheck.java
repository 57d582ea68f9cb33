package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import io.sluice.auth.SignatureRule;
import io.sluice.config.Secret;
import java.net.URI;
import java.util.Objects;

/** Settings that are allowed and still seldom meant. */
final class SettingsCheck {
  private static final String TOPIC = "settings";

  /** What ftrack asks of its {@code service_secret}. */
  private static final int SECRET_CHARS = 36;

  private final SluiceConfig config;
  private final URI url;
  private final Findings findings;

  SettingsCheck(SluiceConfig config, URI url, Findings findings) {
    this.config = config;
    this.url = url;
    this.findings = findings;
  }

  void run() {
    findings.ok(TOPIC, "free of faults");
    address();
    signatures(Objects.requireNonNull(config.ftrack()).signatures());
    if (config.front() == null) {
      findings.ok("front", "none: every byte passes through Java");
    }
  }

  private void address() {
    String host = PublicName.host(url);
    if (PublicName.isLoopback(host)) {
      findings.warn(
          "public-url",
          url + " is reached from this machine only",
          "Set public-url to the name under which browsers and the ftrack server reach it.");
    } else if ("http".equals(url.getScheme())) {
      findings.warn(
          "public-url",
          url + " is not https",
          "Serve it by https: a browser blocks http on an ftrack page of https (mixed content).");
    } else {
      findings.ok("public-url", url.toString());
    }
  }

  private void signatures(SignatureRule rule) {
    if (!rule.required()) {
      findings.warn(
          TOPIC,
          "signatures are not required: whoever knows an id reads, changes and removes",
          "Set ftrack.signature.required to true and ftrack.secret to ftrack's service_secret.");
      return;
    }
    for (Secret secret : rule.secrets()) {
      if (secret.reveal().length() < SECRET_CHARS) {
        findings.warn(
            TOPIC,
            "a secret is shorter than the " + SECRET_CHARS + " characters that ftrack asks for",
            "Make a longer one and set it here and as ftrack.service_secret.");
      }
    }
  }
}
