package io.sluice.resize;

import io.sluice.config.Secret;
import io.sluice.config.Section;
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
 */
public record ResizeConfig(
    String store, List<Secret> secrets, SignatureChoice signature, int maxSide) {
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
            section.integer("max-side", DEFAULT_MAX_SIDE, 1, MAX_MAX_SIDE));
    return section.present() ? config : null;
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
