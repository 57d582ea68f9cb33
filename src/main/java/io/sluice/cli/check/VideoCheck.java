package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import io.sluice.media.video.Ffmpeg;
import io.sluice.media.video.VideoConfig;
import java.util.Optional;

/** Whether videos can have pictures, where a door asks for them. */
final class VideoCheck {
  private static final String TOPIC = "video";

  private final SluiceConfig config;
  private final Findings findings;

  VideoCheck(SluiceConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  void run() {
    VideoConfig video = config.video();
    if (!video.enabled() || (config.thumbor() == null && config.resize() == null)) {
      return;
    }
    Optional<Ffmpeg> ffmpeg = Ffmpeg.find(video);
    if (ffmpeg.isPresent()) {
      findings.ok(TOPIC, "ffmpeg " + ffmpeg.get().version() + ", " + ffmpeg.get().executable());
    } else if (video.ffmpeg() != null) {
      findings.fail(
          TOPIC,
          video.ffmpeg() + " is no ffmpeg that runs here",
          "Set video.ffmpeg to one, or leave it out to take the one on the search path.");
    } else {
      findings.warn(
          TOPIC,
          "no ffmpeg on the search path: videos have no thumbnails",
          "Install it (Debian: apt-get install ffmpeg), or set video.enabled to false.");
    }
  }
}
