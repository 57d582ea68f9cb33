package io.sluice.resize;

import io.sluice.config.Secret;
import io.sluice.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the resize door.
 *
 * @param store the name of the store that keeps originals and resizes
 * @param secrets that names are signed with: the current one, and the previous one where it still
 *     counts
 * @param signature the forms of signature that count
 * @param maxSide the largest width and height of a resize, in pixels
 * @param site where clients see the bucket, without a slash at its end: who asked for a resize that
 *     was made now is sent back there; null for sending the bytes
 * @param maxAge how long a browser may use its copy without asking
 * @param components whether the UUID of an id may be that of an ftrack component: the secret then
 *     opens every component that is a picture or a video
 */
public record ResizeConfig(
    String store,
    List<Secret> secrets,
    SignatureChoice signature,
    int maxSide,
    @Nullable URI site,
    Duration maxAge,
    boolean components) {
  private static final int MIN_SECRET_CHARS = 16;
  private static final int DEFAULT_MAX_SIDE = 4096;

  /** JPEG can have no longer side. */
  private static final int MAX_MAX_SIDE = 65_535;

  /** Takes a copy. */
  public ResizeConfig {
    secrets = List.copyOf(secrets);
  }

  /**
   * Reads the section {@code resize}.
   *
   * @param section its settings
   * @return null when the section is left out: the door is then closed
   */
  public static @Nullable ResizeConfig read(Section section) {
    ResizeConfig config =
        new ResizeConfig(
            section.text("store", "main"),
            secrets(section),
            section.choice("signature", SignatureChoice.BOTH, SignatureChoice.class),
            section.integer("max-side", DEFAULT_MAX_SIDE, 1, MAX_MAX_SIDE),
            section.httpAddress("site"),
            section.duration("max-age", Duration.ofDays(1), Duration.ZERO, Duration.ofDays(365)),
            section.flag("components", false));
    return section.present() ? config : null;
  }

  /**
   * What resizes are sent with, whoever sends them.
   *
   * @param maxAge as above
   * @return the value of {@code Cache-Control}
   */
  public static String cacheControl(Duration maxAge) {
    return maxAge.isZero() ? "no-cache" : "public, max-age=" + maxAge.toSeconds();
  }

  private static List<Secret> secrets(Section section) {
    List<Secret> secrets = new ArrayList<>();
    Secret current =
        section.present()
            ? section.requiredSecret("secret", MIN_SECRET_CHARS)
            : section.secret("secret");
    // Of any length: a short one that pages were signed with can run out beside a new one.
    Secret previous = section.secret("previous-secret");
    if (current != null) {
      secrets.add(current);
    }
    if (previous != null) {
      secrets.add(previous);
    }
    return secrets;
  }
}
