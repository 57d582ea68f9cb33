package io.sluice.media.video;

import io.sluice.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of what is made of videos.
 *
 * @param enabled false: a video is a file of an unknown kind
 * @param ffmpeg the executable; null for the one on the search path
 * @param timeout how long one run for a picture may take
 * @param maxBytes the longest file on this machine that is opened
 * @param maxFetchBytes the longest one that is copied from a bucket first
 * @param maxPixels of a frame
 * @param memoryBytes the address space of one run
 */
public record VideoConfig(
    boolean enabled,
    @Nullable Path ffmpeg,
    Duration timeout,
    long maxBytes,
    long maxFetchBytes,
    long maxPixels,
    long memoryBytes) {
  private static final long MEGA = 1_000_000;
  private static final long MEBI = 1 << 20;
  private static final long GIBI = 1 << 30;

  /**
   * Reads the section {@code video}.
   *
   * @param section its settings
   * @return the settings
   */
  public static VideoConfig read(Section section) {
    return new VideoConfig(
        section.flag("enabled", true),
        section.path("ffmpeg"),
        section.duration(
            "timeout", Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMinutes(5)),
        section.bytes("max-size", 100 * GIBI, 1, Long.MAX_VALUE),
        section.bytes("max-fetch", 2 * GIBI, 1, Long.MAX_VALUE),
        section.integer("max-megapixels", 50, 1, 500) * MEGA,
        section.bytes("memory", GIBI, 256 * MEBI, Long.MAX_VALUE));
  }
}
