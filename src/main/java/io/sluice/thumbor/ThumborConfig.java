package io.sluice.thumbor;

import io.sluice.config.Secret;
import io.sluice.config.Section;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.source.http.AllowedHosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the Thumbor door.
 *
 * @param keys that sign URLs, the current one first
 * @param allowsUnsafe whether URLs without a signature are answered
 * @param stores whose objects may be named as {@code sluice://store/key}
 * @param allowedHosts whose images may be fetched
 * @param maxAge how long a browser may use its copy without asking
 * @param autoFormats what a browser that names it in {@code Accept} gets where no format was asked
 *     for, the best first
 */
public record ThumborConfig(
    List<Secret> keys,
    boolean allowsUnsafe,
    List<String> stores,
    AllowedHosts allowedHosts,
    Duration maxAge,
    List<ImageFormat> autoFormats) {
  private static final int MIN_KEY_CHARS = 16;

  /**
   * Reads the section {@code thumbor}.
   *
   * @param section its settings
   * @return null when the section is left out: the door is then closed
   */
  public static @Nullable ThumborConfig read(Section section) {
    boolean allowsUnsafe = section.flag("allow-unsafe", false);
    List<Secret> keys = new ArrayList<>();
    Secret key =
        section.present() && !allowsUnsafe
            ? section.requiredSecret("key", MIN_KEY_CHARS)
            : section.secret("key");
    Secret previous = section.secret("previous-key");
    if (key != null) {
      keys.add(key);
    }
    if (previous != null) {
      keys.add(previous);
    }
    ThumborConfig config =
        new ThumborConfig(
            List.copyOf(keys),
            allowsUnsafe,
            List.copyOf(section.texts("stores", List.of())),
            AllowedHosts.read(section, "allowed-hosts"),
            section.duration("max-age", Duration.ofDays(1), Duration.ZERO, Duration.ofDays(365)),
            autoFormats(section));
    return section.present() ? config : null;
  }

  private static List<ImageFormat> autoFormats(Section section) {
    List<ImageFormat> formats = new ArrayList<>();
    for (String word : section.texts("auto-formats", List.of())) {
      switch (word) {
        case "avif" -> formats.add(ImageFormat.AVIF);
        case "webp" -> formats.add(ImageFormat.WEBP);
        default -> section.fault("auto-formats", "\"" + word + "\" is not avif or webp");
      }
    }
    return List.copyOf(formats);
  }
}
