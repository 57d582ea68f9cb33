package io.sluice.media.video;

import java.nio.file.Path;
import java.time.Duration;

/** Settings for tests. */
public final class VideoConfigs {
  /** As without a configuration. */
  public static final VideoConfig DEFAULT = limits(1L << 40, 50_000_000);

  private VideoConfigs() {}

  static VideoConfig limits(long maxBytes, long maxPixels) {
    Duration time = Duration.ofSeconds(60);
    return new VideoConfig(true, null, time, maxBytes, 1L << 30, maxPixels, 1L << 30);
  }

  /** With another program. */
  public static VideoConfig of(Path ffmpeg) {
    return with(ffmpeg, Duration.ofSeconds(60));
  }

  static VideoConfig with(Path ffmpeg, Duration time) {
    return new VideoConfig(true, ffmpeg, time, 1L << 40, 1L << 30, 50_000_000, 1L << 30);
  }

  static VideoConfig off() {
    return new VideoConfig(false, null, Duration.ofSeconds(60), 1, 1, 1, 1L << 30);
  }
}
