package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import io.sluice.events.Job;
import io.sluice.events.Outbox;
import io.sluice.events.OutboxFolder;
import io.sluice.media.video.Ffmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether review media can be made, where that is switched on. */
final class EncodeCheck {
  private static final String TOPIC = "encode";

  private final SluiceConfig config;
  private final Findings findings;

  EncodeCheck(SluiceConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  void run() throws IOException {
    @Nullable Path folder = config.encodeFolder();
    if (folder == null) {
      return;
    }
    if (Ffmpeg.find(config.video()).isEmpty()) {
      findings.fail(
          TOPIC,
          "no ffmpeg: no video becomes a review medium",
          "Install it (Debian: apt-get install ffmpeg), or set video.ffmpeg.");
    }
    if (!Outbox.isAt(folder)) {
      findings.ok(TOPIC, folder + " is not made yet");
      return;
    }
    List<Job> failed = new OutboxFolder(folder).jobs(/* failed= */ true);
    if (failed.isEmpty()) {
      findings.ok(TOPIC, "no job has failed");
    } else {
      findings.warn(
          TOPIC,
          failed.size() + " jobs have failed",
          "See why with sluice encode list --failed; then sluice encode retry, or drop.");
    }
  }
}
