package io.sluice.variant;

import io.sluice.config.Section;
import java.time.Duration;

/**
 * Settings of what is made.
 *
 * @param store the name of the store that keeps it
 * @param patience how long a request waits for it
 */
public record VariantsConfig(String store, Duration patience) {
  /**
   * Reads the section {@code variants}.
   *
   * @param section its settings
   * @param fallbackStore where variants are kept when the section does not say
   * @return the settings
   */
  public static VariantsConfig read(Section section, String fallbackStore) {
    return new VariantsConfig(
        section.text("store", fallbackStore),
        section.duration(
            "patience", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(5)));
  }
}
