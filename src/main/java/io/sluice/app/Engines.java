package io.sluice.app;

import io.sluice.encode.EncodeConfig;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.image.process.ProcessEngine;
import io.sluice.media.image.vips.VipsEngine;
import io.sluice.media.video.EncodeVideo;
import io.sluice.media.video.Ffmpeg;
import io.sluice.media.video.VideoConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the engines that the configuration asks for. */
final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  /**
   * More gain little at such a size; 64 do not fit into the memory that is usual for one encode.
   */
  private static final int MOST_THREADS = 16;

  private Engines() {}

  /**
   * In the order in which they are asked; closed by the caller.
   *
   * @param scratch a folder for programs; made where it is missing and needed
   */
  static List<ImageEngine> open(ImagesConfig config, Path scratch) throws IOException {
    if (config.engine() == ImagesConfig.Choice.BUILTIN) {
      return List.of(new BuiltinEngine());
    }
    if (config.engine() == ImagesConfig.Choice.PROCESS) {
      return process(config, Files.createDirectories(scratch));
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

  /** The ffmpeg of this machine, where somebody needs it. */
  static @Nullable Ffmpeg ffmpeg(SluiceConfig config) {
    boolean makesPictures = config.thumbor() != null || config.resize() != null;
    if (config.encode() == null && !(makesPictures && config.video().enabled())) {
      return null;
    }
    @Nullable Ffmpeg ffmpeg = Ffmpeg.find(config.video()).orElse(null);
    if (ffmpeg == null) {
      LOG.warn("there is no ffmpeg: nothing is made of videos");
    } else {
      LOG.info("videos by ffmpeg {} ({})", ffmpeg.version(), ffmpeg.executable());
    }
    return ffmpeg;
  }

  /** What encodes videos, if ffmpeg is there. */
  static EncodeVideo encoder(EncodeConfig config, VideoConfig video, @Nullable Ffmpeg ffmpeg) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EncodeVideo(
        ffmpeg,
        new EncodeVideo.Bounds(
            config.timeout(),
            config.memoryBytes(),
            config.maxResultBytes(),
            video.maxPixels(),
            Math.min(MOST_THREADS, Math.max(1, cores / config.jobs()))));
  }

  private static List<ImageEngine> process(ImagesConfig config, Path scratch) {
    Optional<ProcessEngine> process = ProcessEngine.open(config.program(), scratch);
    if (process.isPresent()) {
      return List.of(process.get(), new BuiltinEngine());
    }
    // Who asked for a process of its own gets no native code in this one instead.
    LOG.error(
        "images.engine is process, and the program vips does not work here: the built-in engine serves");
    return List.of(new BuiltinEngine());
  }
}
