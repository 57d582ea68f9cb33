package io.sluice.media.image;

import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.image.vips.VipsEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each engine alone, with the limits that a gateway has by default. */
final class TestingEngines {
  private static final long MEBI = 1 << 20;

  private TestingEngines() {}

  /** Null where it is not installed. */
  static @Nullable ImageEngine open(String name) {
    return switch (name) {
      case "builtin" -> new BuiltinEngine();
      case "vips" -> VipsEngine.open(null).orElse(null);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** With a heap of 256 MiB, as on a small machine. */
  static Images alone(ImageEngine engine) {
    ImagesConfig config =
        new ImagesConfig(
            ImagesConfig.Choice.AUTO,
            null,
            512 * MEBI,
            100_000_000,
            500,
            8192,
            1,
            1,
            128 * MEBI,
            512 * MEBI);
    return new Images(config, List.of(engine));
  }
}
