package io.sluice.variant;

import io.sluice.config.Section;
import java.time.Duration;

/**
 * Settings of what is made.
 *
 * @param store the name of the store that keeps it
 * @param patience how long a request waits for it
 * @param maxBytes that variants and published resizes may take on a file store; 0 for no bound
 */
public record VariantsConfig(String store, Duration patience, long maxBytes) {
  private static final long DEFAULT_MAX_BYTES = 50L << 30;

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
            "patience", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(5)),
        section.bytes("max-bytes", DEFAULT_MAX_BYTES, 0, Long.MAX_VALUE));
  }
}
