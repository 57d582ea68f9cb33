package io.sluice.storage.file;

import io.sluice.config.Section;
import io.sluice.storage.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of one store of kind {@code file}.
 *
 * @param name the store's name in the configuration
 * @param root an existing folder that the store has for itself
 * @param minFreeBytes uploads are refused (507) when they would leave less free than this
 * @param quotaBytes uploads are refused (507) when the store would hold more than this; 0 for no
 *     quota
 * @param keepReplaced how long the bytes of a replaced object stay readable for downloads that were
 *     granted before
 * @param sweepAfter the age at which what a crash left in staging is deleted
 */
public record FileStoreConfig(
    String name,
    Path root,
    long minFreeBytes,
    long quotaBytes,
    Duration keepReplaced,
    Duration sweepAfter)
    implements StoreSettings {

  private static final long MIB = 1L << 20;

  /**
   * Reads the section {@code stores.<name>}.
   *
   * @param name the store's name
   * @param section its settings
   * @return the settings, with every fault left in the section
   */
  public static FileStoreConfig read(String name, Section section) {
    return new FileStoreConfig(
        name,
        section.requiredPath("root"),
        section.bytes("min-free", 256 * MIB, 0, Long.MAX_VALUE),
        section.bytes("quota", 0, 0, Long.MAX_VALUE),
        section.duration(
            "keep-replaced", Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofDays(7)),
        section.duration(
            "sweep-after", Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofDays(365)));
  }

  @Override
  public Duration sweepsFrom() {
    return keepReplaced.compareTo(sweepAfter) < 0 ? keepReplaced : sweepAfter;
  }
}
