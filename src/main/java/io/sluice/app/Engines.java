package io.sluice.app;

import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.image.vips.VipsEngine;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the engines that the configuration asks for. */
final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  private Engines() {}

  /** In the order in which they are asked; closed by the caller. */
  static List<ImageEngine> open(ImagesConfig config) {
    if (config.engine() == ImagesConfig.Choice.BUILTIN) {
      return List.of(new BuiltinEngine());
    }
    Optional<VipsEngine> vips = VipsEngine.open(config.library());
    if (vips.isPresent()) {
      return List.of(vips.get(), new BuiltinEngine());
    }
    if (config.engine() == ImagesConfig.Choice.VIPS || config.library() != null) {
      // Uploads and downloads need no engine: a gateway must not stay down for one.
      LOG.error(
          "the libvips that images.* asks for does not work here: the built-in engine serves");
    }
    return List.of(new BuiltinEngine());
  }
}
