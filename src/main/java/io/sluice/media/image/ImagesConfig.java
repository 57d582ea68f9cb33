package io.sluice.media.image;

import io.sluice.config.Section;

/**
 * Limits of what is made of pictures.
 *
 * @param maxSourceBytes the longest file that is opened
 * @param maxPixels of a source, all frames together
 * @param maxFrames of a source
 * @param maxSide of a result, in pixels
 * @param jobs that run at once
 * @param queue how many may wait for their turn
 * @param memoryBytes that all jobs together may take
 */
public record ImagesConfig(
    long maxSourceBytes,
    long maxPixels,
    int maxFrames,
    int maxSide,
    int jobs,
    int queue,
    long memoryBytes) {
  private static final long MEGA = 1_000_000;
  private static final long MEBI = 1 << 20;

  /**
   * Reads the section {@code images}.
   *
   * @param section its settings
   * @return the settings
   */
  public static ImagesConfig read(Section section) {
    int jobs = section.integer("jobs", 0, 0, 1024);
    long memory = section.bytes("memory", 0, 0, Long.MAX_VALUE);
    return new ImagesConfig(
        section.bytes("max-size", 512 * MEBI, 1, 2047 * MEBI),
        section.integer("max-megapixels", 100, 1, 1000) * MEGA,
        section.integer("max-frames", 500, 1, 100_000),
        section.integer("max-side", 8192, 1, 30_000),
        jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs,
        section.integer("queue", 256, 1, 100_000),
        memory == 0 ? Runtime.getRuntime().maxMemory() / 2 : memory);
  }
}
