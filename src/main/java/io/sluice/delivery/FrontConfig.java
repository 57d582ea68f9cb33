package io.sluice.delivery;

import io.sluice.config.Secret;
import io.sluice.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the hand-over with the Nginx before us.
 *
 * @param proxyToken shared with the rendered Nginx files; what Nginx says counts only with it
 * @param spool Nginx's {@code client_body_temp_path}; on one mount with the file store
 * @param sweepAfter the age at which a spool file that Nginx left behind is deleted
 */
public record FrontConfig(Secret proxyToken, Path spool, Duration sweepAfter) {
  private static final int MIN_TOKEN_CHARS = 16;
  private static final Duration DEFAULT_SWEEP = Duration.ofHours(1);
  private static final Duration SHORTEST_SWEEP = Duration.ofSeconds(1);
  private static final Duration LONGEST_SWEEP = Duration.ofDays(365);

  /**
   * Reads the section {@code front}.
   *
   * @param section its settings
   * @return null when the section is left out: Sluice then serves by itself
   */
  public static @Nullable FrontConfig read(Section section) {
    if (!section.present()) {
      // Asked for all the same, so that the keys are known and documented.
      section.secret("proxy-token");
      section.path("spool");
      section.duration("sweep-after", DEFAULT_SWEEP, SHORTEST_SWEEP, LONGEST_SWEEP);
      return null;
    }
    return new FrontConfig(
        section.requiredSecret("proxy-token", MIN_TOKEN_CHARS),
        section.requiredPath("spool"),
        section.duration("sweep-after", DEFAULT_SWEEP, SHORTEST_SWEEP, LONGEST_SWEEP));
  }
}
