package io.sluice.ftrack;

import io.sluice.auth.SignatureForm;
import io.sluice.auth.SignatureRule;
import io.sluice.config.Secret;
import io.sluice.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the ftrack door.
 *
 * @param store the name of the store that keeps components
 * @param signatures how URLs are signed
 * @param maxBytes the largest component taken; 0 for no limit
 * @param maxAge how long a browser may use its copy without asking
 * @param capture whether to log the form of each request (names, never values), to learn what a
 *     certain ftrack server sends
 */
public record FtrackConfig(
    String store, SignatureRule signatures, long maxBytes, Duration maxAge, boolean capture) {
  private static final int MIN_SECRET_CHARS = 16;

  /**
   * Reads the section {@code ftrack}.
   *
   * @param section its settings
   * @return null when the section is left out: the door is then closed
   */
  public static @Nullable FtrackConfig read(Section section) {
    FtrackConfig config =
        new FtrackConfig(
            section.text("store", "main"),
            signatures(section, section.section("signature")),
            section.bytes("max-size", 0, 0, Long.MAX_VALUE),
            section.duration("max-age", Duration.ZERO, Duration.ZERO, Duration.ofDays(365)),
            section.flag("capture", false));
    return section.present() ? config : null;
  }

  private static SignatureRule signatures(Section section, Section signature) {
    boolean required = signature.flag("required", true);
    List<Secret> secrets = new ArrayList<>();
    Secret current =
        required && section.present()
            ? section.requiredSecret("secret", MIN_SECRET_CHARS)
            : section.secret("secret");
    Secret previous = section.secret("previous-secret");
    if (current != null) {
      secrets.add(current);
    }
    if (previous != null) {
      secrets.add(previous);
    }
    String parameter = signature.text("parameter", "signature");
    SignatureForm form = signature.choice("form", SignatureForm.AUTO, SignatureForm.class);
    boolean publicPath = signature.flag("public-path", false);
    Set<String> ignored = Set.copyOf(signature.texts("ignore", List.of()));
    Set<String> mustHave = Set.copyOf(signature.texts("must-have", List.of()));
    Duration skew =
        signature.duration("skew", Duration.ofSeconds(60), Duration.ZERO, Duration.ofHours(24));
    try {
      return new SignatureRule(
          secrets, required, parameter, form, publicPath, ignored, mustHave, skew);
    } catch (IllegalArgumentException e) {
      if (section.present()) {
        section.fault("signature", String.valueOf(e.getMessage()));
      }
      return new SignatureRule(
          List.of(), false, "signature", SignatureForm.AUTO, false, Set.of(), Set.of(), skew);
    }
  }
}
