package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.video.TestingClip;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos as images of the Thumbor door, where something stands in the way. */
class ThumborVideoTest {
  private static final String IMAGE = "fit-in/80x80/sluice:%2F%2Fmain%2Fclip";

  @TempDir private Path folder;

  @BeforeEach
  void store() throws Exception {
    TestingClip.assumeFfmpeg();
    Path root = Files.createDirectories(folder.resolve("store"));
    Duration day = Duration.ofDays(1);
    FileStoreConfig config = new FileStoreConfig("main", root, 0, 0, day, day);
    try (FileStore store = FileStore.open(config, Clock.systemUTC())) {
      Path staged = store.stage();
      Files.move(
          TestingClip.red(folder.resolve("clip.mp4")), staged, StandardCopyOption.REPLACE_EXISTING);
      store.adopt(new ObjectKey("clip"), staged, ObjectDescription.NONE);
    }
  }

  private TestingDoor door(String video) throws Exception {
    return new TestingDoor(folder, "thumbor: {KEY, stores: [main]}\nvideo: {" + video + "}\n");
  }

  @Test
  void showsTheFrameOfAnObject() throws Exception {
    try (TestingDoor door = door("")) {
      BufferedImage image = door.picture(IMAGE);
      assertThat(image.getWidth()).isEqualTo(80);
      assertThat(door.staged()).isEmpty();
    }
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    try (TestingDoor door = door("ffmpeg: " + folder.resolve("absent"))) {
      door.requireError(IMAGE, 415, "video-engine-missing");
      door.requireError("meta/" + IMAGE, 415, "video-engine-missing");
      assertThat(door.staged()).isEmpty();
    }
  }

  @Test
  void isOfAnUnknownKindWhereVideosAreSwitchedOff() throws Exception {
    try (TestingDoor door = door("enabled: false")) {
      door.requireError(IMAGE, 400, "thumbor-image-unusable");
    }
  }

  @Test
  void endsAnFfmpegThatHangsAndLeavesNothing() throws Exception {
    Path program = folder.resolve("hangs");
    Files.writeString(
        program,
        "#!/bin/sh\n[ \"$1\" = -version ] && { echo ffmpeg version made-up; exit 0; }\nsleep 600\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try (TestingDoor door = door("timeout: 1s, ffmpeg: " + program)) {
      door.requireError(IMAGE, 504, "render-timeout");
      assertThat(door.staged()).isEmpty();
    }
  }

  @Test
  void refusesALongVideo() throws Exception {
    try (TestingDoor door = door("max-size: 100")) {
      door.requireError(IMAGE, 400, "thumbor-image-too-large");
    }
  }
}
