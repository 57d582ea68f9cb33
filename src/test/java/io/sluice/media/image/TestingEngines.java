package io.sluice.media.image;

import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.image.process.ProcessEngine;
import io.sluice.media.image.vips.VipsEngine;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Engines by their names, and the limits that a gateway has by default. */
final class TestingEngines {
  private static final long MEBI = 1 << 20;

  private TestingEngines() {}

  /** Null where it is not installed. */
  static @Nullable ImageEngine open(String name) {
    return switch (name) {
      case "builtin" -> new BuiltinEngine();
      case "process" ->
          ProcessEngine.open(null, Path.of(System.getProperty("java.io.tmpdir"))).orElse(null);
      case "vips" -> VipsEngine.open(null).orElse(null);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The first that can, with the limits and the half of a heap of 256 MiB. */
  static Images alone(ImageEngine... engines) {
    ImagesConfig config =
        new ImagesConfig(
            ImagesConfig.Choice.VIPS,
            null,
            null,
            512 * MEBI,
            100_000_000,
            500,
            8192,
            1,
            1,
            128 * MEBI,
            512 * MEBI);
    return new Images(config, List.of(engines));
  }
}
