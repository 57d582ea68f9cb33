package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.auth.SignatureRule;
import io.sluice.cli.check.PublicName;
import io.sluice.config.Secret;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.ftrack.Operation;
import io.sluice.thumbor.ThumborConfig;
import io.sluice.thumbor.ThumborServlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code ftrack.ini} that make an ftrack server use this gateway.
 *
 * @see <a href="https://ftrack.rtd.ftrack.com/">ftrack: Self-hosted ftrack server location</a>
 */
final class FtrackIni {
  /** What ftrack asks of {@code ftrack.service_secret}. */
  private static final int MIN_SECRET_CHARS = 36;

  /** ftrack's own default for the life of a URL that ends. */
  private static final long TIMEOUT_SECONDS = 24 * 3600;

  /** The parameters that ftrack can add, in the order of its own example. */
  private static final List<String> PARAMETERS = List.of("user", "invitee", "timeout");

  private final SluiceConfig config;
  private final SignatureRule signatures;
  private final boolean showsSecret;

  FtrackIni(SluiceConfig config, boolean showsSecret) {
    this.config = config;
    FtrackConfig ftrack = Objects.requireNonNull(config.ftrack());
    this.signatures = ftrack.signatures();
    this.showsSecret = showsSecret;
  }

  /** Comments and settings, without a section header. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("# Sluice at " + config.publicUrl() + ". The ftrack server, Thumbor and every");
    lines.add("# browser must reach it under this very name.");
    for (Operation operation : Operation.values()) {
      lines.add(
          "ftrack.component_%s_url = %s/%s"
              .formatted(operation.word(), config.publicUrl(), operation.word()));
    }
    lines.add("");
    secret(lines);
    lines.add("");
    lines.add("# What ftrack adds to each URL and signs. With timeout a URL ends after so many");
    lines.add("# seconds; without it, it never does.");
    lines.add("ftrack.extra_component_signature_params = " + parameters());
    lines.add("ftrack.extra_component_signature_timeout = " + TIMEOUT_SECONDS);
    thumbnails(lines);
    return lines;
  }

  private void secret(List<String> lines) {
    Secret secret = secret();
    if (secret == null) {
      lines.add("# Sluice has no ftrack.secret: signatures are not checked.");
      return;
    }
    lines.add("# ftrack signs with it; it must equal ftrack.secret (or the content of");
    lines.add("# ftrack.secret-file) in the configuration of Sluice, character by character.");
    lines.add(
        showsSecret
            ? "ftrack.service_secret = " + secret.reveal()
            : "# ftrack.service_secret = (the same text)");
  }

  private void thumbnails(List<String> lines) {
    ThumborConfig thumbor = config.thumbor();
    if (thumbor == null) {
      return;
    }
    lines.add("");
    lines.add("# Thumbnails. The key must equal thumbor.key (or the content of thumbor.key-file).");
    lines.add("ftrack.thumbor_url = " + config.publicUrl() + ThumborServlet.ADDRESS);
    lines.add(
        showsSecret && !thumbor.keys().isEmpty()
            ? "ftrack.thumbor_security_key = " + thumbor.keys().get(0).reveal()
            : "# ftrack.thumbor_security_key = (the same text)");
  }

  private @Nullable Secret secret() {
    return signatures.secrets().isEmpty() ? null : signatures.secrets().get(0);
  }

  /** At least what the configuration demands of every URL. */
  private String parameters() {
    Set<String> needed = signatures.mustHave();
    return String.join(
        ",", PARAMETERS.stream().filter(p -> p.equals("timeout") || needed.contains(p)).toList());
  }

  /** What will not work, or not safely, with these lines; one sentence each. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String host = PublicName.host(config.publicUrl());
    if (PublicName.isLoopback(host)) {
      warnings.add(
          "public-url is "
              + host
              + ", which is another machine for everybody else; set it to the"
              + " name under which browsers and the ftrack server reach this gateway");
    } else if ("http".equals(config.publicUrl().getScheme())) {
      warnings.add(
          "public-url is http: a browser blocks it on an ftrack page of https (mixed content);"
              + " serve it by https");
    }
    Secret secret = secret();
    if (!signatures.required()) {
      warnings.add("ftrack.signature.required is false: whoever knows an id can read and change");
    } else if (secret != null && secret.reveal().length() < MIN_SECRET_CHARS) {
      warnings.add(
          "ftrack asks for a service_secret of at least " + MIN_SECRET_CHARS + " characters");
    }
    for (String name : signatures.mustHave()) {
      if (!PARAMETERS.contains(name)) {
        warnings.add("ftrack.signature.must-have asks for " + name + ", which ftrack cannot add");
      }
    }
    return warnings;
  }
}
