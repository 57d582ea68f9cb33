package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.process.ProcessEngine;
import io.sluice.media.image.vips.VipsEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What makes pictures, where a door wants some. It is tried here, on this machine, as this user.
 */
final class PicturesCheck {
  private static final String TOPIC = "pictures";

  private final SluiceConfig config;
  private final Findings findings;

  PicturesCheck(SluiceConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  void run() throws IOException {
    if (config.thumbor() == null && config.resize() == null) {
      return;
    }
    ImagesConfig images = config.images();
    switch (images.engine()) {
      case BUILTIN -> findings.ok(TOPIC, "the built-in engine makes all of them");
      case PROCESS ->
          look(
              ProcessEngine.open(images.program(), Path.of(System.getProperty("java.io.tmpdir"))),
              "images.engine is process, and no program vips works: the built-in engine serves",
              "Install libvips-tools (Debian, Ubuntu) or vips-tools, or set images.program.");
      default ->
          look(
              VipsEngine.open(images.library()),
              "no libvips works: the built-in engine serves, without WebP and AVIF to write",
              "Install libvips42 (Debian, Ubuntu) or vips, or set images.library.");
    }
  }

  private void look(Optional<? extends ImageEngine> engine, String missing, String cure)
      throws IOException {
    if (engine.isPresent()) {
      try (ImageEngine found = engine.get()) {
        findings.ok(TOPIC, found.name() + " works, and the built-in engine does the rest");
      }
    } else if (config.images().engine() == ImagesConfig.Choice.AUTO
        && config.images().library() == null) {
      findings.ok(TOPIC, missing);
    } else {
      findings.fail(TOPIC, missing, cure);
    }
  }
}
