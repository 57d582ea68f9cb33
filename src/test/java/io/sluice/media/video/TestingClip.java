package io.sluice.media.video;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Makes real videos, by the ffmpeg of this machine. */
public final class TestingClip {
  /** Two seconds of red, 160x90. */
  public static final List<String> RED = List.of("-f", "lavfi", "-i", color("red", 2));

  /** Every one is a picture that can be decoded by itself, and small. */
  private static final List<String> MPEG4 = List.of("-c:v", "mpeg4", "-q:v", "3");

  private TestingClip() {}

  /** Whether there is one; a test without it is skipped, and says so. */
  public static void assumeFfmpeg() {
    Assumptions.assumeTrue(
        Ffmpeg.find(VideoConfigs.DEFAULT).isPresent(),
        "SKIPPED: ffmpeg is not here (apt-get install ffmpeg)");
  }

  /** A source of frames of one colour. */
  public static String color(String name, double seconds) {
    return "color=c=" + name + ":s=160x90:r=25:d=" + seconds;
  }

  /** Two seconds of red, as an MPEG-4 video in the container that the name's ending asks for. */
  public static Path red(Path file) throws Exception {
    List<String> words = new ArrayList<>(RED);
    words.addAll(MPEG4);
    return make(file, words.toArray(String[]::new));
  }

  /** Whatever the words ask for. */
  public static Path make(Path file, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of(words));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    return file;
  }
}
