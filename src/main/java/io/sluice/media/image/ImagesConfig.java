package io.sluice.media.image;

import io.sluice.config.Section;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Limits of what is made of pictures.
 *
 * @param engine which engines make pictures
 * @param library where libvips lies; null for the system's
 * @param program where {@code vips} lies; null for the first on the search path
 * @param maxSourceBytes the longest file that is opened
 * @param maxPixels of a source, all frames together
 * @param maxFrames of a source
 * @param maxSide of a result, in pixels
 * @param jobs that run at once
 * @param queue how many may wait for their turn
 * @param heapBytes that all jobs of Java engines together may take
 * @param outsideBytes the same of native engines
 */
public record ImagesConfig(
    Choice engine,
    @Nullable Path library,
    @Nullable Path program,
    long maxSourceBytes,
    long maxPixels,
    int maxFrames,
    int maxSide,
    int jobs,
    int queue,
    long heapBytes,
    long outsideBytes) {
  /** Which engines make pictures. */
  public enum Choice {
    /** libvips where it is installed, and the built-in one for the rest and where it is faster. */
    AUTO,
    /** libvips for all that it can do, the built-in one for the rest. */
    VIPS,
    /** As AUTO, but with a process of its own for each picture that libvips makes. */
    PROCESS,
    /** The built-in one alone: no native code touches a picture. */
    BUILTIN
  }

  private static final long MEGA = 1_000_000;
  private static final long MEBI = 1 << 20;
  private static final long LEAST_MEMORY = 64 * MEBI;
  private static final long DEFAULT_OUTSIDE = 512 * MEBI;

  /**
   * Reads the section {@code images}.
   *
   * @param section its settings
   * @return the settings
   */
  public static ImagesConfig read(Section section) {
    int jobs = section.integer("jobs", 0, 0, 1024);
    long memory = section.bytes("memory", 0, 0, Long.MAX_VALUE);
    if (memory > 0 && memory < LEAST_MEMORY) {
      section.fault("memory", "no picture can be made with so little; 64MiB at least, or 0");
    }
    return new ImagesConfig(
        section.choice("engine", Choice.AUTO, Choice.class),
        section.path("library"),
        section.path("program"),
        section.bytes("max-size", 512 * MEBI, 1, 2047 * MEBI),
        section.integer("max-megapixels", 100, 1, 1000) * MEGA,
        section.integer("max-frames", 500, 1, 100_000),
        section.integer("max-side", 8192, 1, 30_000),
        jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs,
        section.integer("queue", 256, 1, 100_000),
        memory == 0 ? Runtime.getRuntime().maxMemory() / 2 : memory,
        memory == 0 ? DEFAULT_OUTSIDE : memory);
  }
}
