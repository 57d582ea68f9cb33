package io.sluice.media.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of videos, by the real ffmpeg. */
class VideosTest {
  @TempDir private Path folder;
  private Maker maker = new Maker(VideoConfigs.off());

  /** With the ffmpeg that there is. */
  static final class Maker {
    private final Videos videos;

    Maker(VideoConfig config) {
      this.videos = new Videos(config, Ffmpeg.find(config).orElse(null));
    }

    void poster(Path source, Path result) throws IOException {
      videos.poster(source, result, new Deadline(Duration.ofMinutes(1)));
    }
  }

  @BeforeEach
  void find() {
    TestingClip.assumeFfmpeg();
    maker = new Maker(VideoConfigs.DEFAULT);
  }

  private Path frame() throws IOException {
    Path frame = folder.resolve("frame");
    Files.deleteIfExists(frame);
    return Files.createFile(frame);
  }

  private BufferedImage poster(Path source) throws IOException {
    Path frame = frame();
    maker.poster(source, frame);
    return ImageIO.read(frame.toFile());
  }

  /** What it ended with. */
  private MediaError refusal(Path source) throws IOException {
    try {
      maker.poster(source, frame());
      throw new AssertionError("there is a picture of " + source);
    } catch (HttpErrorException e) {
      return (MediaError) e.error();
    }
  }

  private static Color middle(BufferedImage image) {
    return new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
  }

  private static String name(Color color) {
    int most = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()));
    if (most < 60) {
      return "black";
    }
    return color.getRed() == most ? "red" : color.getBlue() == most ? "blue" : "green";
  }

  /** Scenes of one colour, one after the other. */
  private Path scenes(String name, Object... colorsAndSeconds) throws Exception {
    StringBuilder graph = new StringBuilder();
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < colorsAndSeconds.length; i += 2) {
      double seconds = ((Number) colorsAndSeconds[i + 1]).doubleValue();
      graph.append(TestingClip.color("" + colorsAndSeconds[i], seconds)).append("[s").append(i);
      graph.append("];");
      joined.append("[s").append(i).append(']');
    }
    String all = graph + "" + joined + "concat=n=" + colorsAndSeconds.length / 2;
    return TestingClip.make(folder.resolve(name), "-filter_complex", all, "-c:v", "mpeg4");
  }

  @Test
  void takesTheFrameAtOneSecond() throws Exception {
    Path clip = scenes("a.mp4", "blue", 0.8, "red", 1, "green", 1);
    assertThat(name(middle(poster(clip)))).isEqualTo("red");
  }

  @Test
  void passesOverABlackStart() throws Exception {
    Path clip = scenes("a.mkv", "black", 4, "blue", 1, "red", 1);
    assertThat(name(middle(poster(clip)))).isEqualTo("blue");
  }

  @Test
  void takesTheFirstFrameWhereAllIsBlackOrShort() throws Exception {
    assertThat(name(middle(poster(scenes("a.mp4", "black", 3))))).isEqualTo("black");
    assertThat(name(middle(poster(scenes("b.mp4", "green", 0.4, "red", 0.4))))).isEqualTo("green");
    assertThat(name(middle(poster(scenes("c.mp4", "blue", 0.04))))).isEqualTo("blue");
  }

  @Test
  void makesTheSameBytesEachTime() throws Exception {
    Path clip =
        TestingClip.make(
            folder.resolve("a.mp4"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:d=3",
            "-c:v",
            "mpeg4");
    Path frame = frame();
    maker.poster(clip, frame);
    byte[] first = Files.readAllBytes(frame);
    maker.poster(clip, frame());
    assertThat(Files.readAllBytes(frame)).isEqualTo(first);
  }

  @Test
  void standsUprightWithSquarePixels() throws Exception {
    Path wide =
        TestingClip.make(
            folder.resolve("wide.mkv"),
            "-f",
            "lavfi",
            "-i",
            "color=c=red:s=720x576:r=25:d=2,setsar=64/45",
            "-c:v",
            "mpeg4");
    BufferedImage anamorphic = poster(wide);
    assertThat(List.of(anamorphic.getWidth(), anamorphic.getHeight()))
        .isEqualTo(List.of(1024, 576));
    Path lying = TestingClip.red(folder.resolve("lying.mp4"));
    Path turned =
        TestingClip.make(
            folder.resolve("turned.mp4"),
            "-i",
            lying.toString(),
            "-c",
            "copy",
            "-metadata:s:v:0",
            "rotate=90");
    BufferedImage upright = poster(turned);
    assertThat(List.of(upright.getWidth(), upright.getHeight())).isEqualTo(List.of(90, 160));
  }

  @Test
  void takesAPictureOfWhatIsLeftOfAVideo() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.ts"));
    byte[] whole = Files.readAllBytes(clip);
    Files.write(clip, Arrays.copyOf(whole, whole.length * 3 / 4));
    assertThat(name(middle(poster(clip)))).isEqualTo("red");
  }

  @Test
  void refusesWhatHasNoPicture() throws Exception {
    Path song =
        TestingClip.make(
            folder.resolve("song.mp4"), "-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac");
    assertThat(refusal(song)).isEqualTo(MediaError.VIDEO_UNUSABLE);
    Path cover =
        TestingClip.make(
            folder.resolve("cover.png"),
            "-f",
            "lavfi",
            "-i",
            "color=c=red:s=64x64",
            "-frames:v",
            "1");
    Path covered =
        TestingClip.make(
            folder.resolve("covered.m4a"),
            "-i",
            song.toString(),
            "-i",
            cover.toString(),
            "-map",
            "0",
            "-map",
            "1",
            "-c",
            "copy",
            "-disposition:v:0",
            "attached_pic");
    assertThat(refusal(covered)).isEqualTo(MediaError.VIDEO_UNUSABLE);
  }

  @Test
  void refusesATruncatedOneWhoseIndexIsGone() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    byte[] whole = Files.readAllBytes(clip);
    Files.write(clip, Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_UNUSABLE);
    Files.write(clip, Arrays.copyOf(whole, 64));
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_UNUSABLE);
  }

  /** A sibling that a list of files could lead to. */
  private Path secret() throws Exception {
    return TestingClip.red(folder.resolve("secret.mp4"));
  }

  @Test
  void readsNoListOfFiles() throws Exception {
    Path secret = secret();
    for (String list :
        List.of(
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.mp4\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXTINF:2,\nfile:" + secret + "\n",
            "ffconcat version 1.0\nfile 'secret.mp4'\n",
            "")) {
      Path posing = Files.writeString(folder.resolve("posing.mp4"), list);
      assertThat(maker.videos.isVideo(posing)).isFalse();
      assertThat(refusal(posing)).isEqualTo(MediaError.FORMAT_UNSUPPORTED);
    }
  }

  /** Should our own look at the first bytes ever be fooled, ffmpeg itself has one reader only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\u0018ftypisom\n#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.mp4\n",
        "OggS\0\n#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.mp4\n#EXT-X-ENDLIST\n",
        "FLV\u0001\nffconcat version 1.0\nfile 'secret.mp4'\n"
      })
  void readsNoListOfFilesBehindTheFirstBytesOfAVideo(String text) throws Exception {
    assertThat(Files.size(secret())).isPositive();
    Path posing = Files.writeString(folder.resolve("posing.mp4"), text);
    assertThat(maker.videos.isVideo(posing)).isTrue();
    assertThat(refusal(posing)).isEqualTo(MediaError.VIDEO_UNUSABLE);
  }

  @Test
  void refusesAFrameThatIsTooLargeAndAFileThatIsTooLong() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    maker = new Maker(VideoConfigs.limits(1L << 40, 160 * 90 - 1));
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_UNUSABLE);
    maker = new Maker(VideoConfigs.limits(Files.size(clip) - 1, 1_000_000));
    assertThat(refusal(clip)).isEqualTo(MediaError.SOURCE_TOO_LARGE);
  }

  @Test
  void refusesASizeThatIsOnlyDeclared() throws Exception {
    Path clip =
        TestingClip.make(
            folder.resolve("a.avi"),
            "-f",
            "lavfi",
            "-i",
            TestingClip.color("red", 2),
            "-c:v",
            "huffyuv");
    byte[] bytes = Files.readAllBytes(clip);
    // A BITMAPINFOHEADER: now of 60000x60000 pixels, and no more bytes than before.
    int format = new String(bytes, ISO_8859_1).indexOf("strf") + 8;
    for (int at : List.of(format + 4, format + 8)) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, 60_000);
    }
    Files.write(clip, bytes);
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_UNUSABLE);
  }

  @Test
  void saysThatThereIsNoFfmpeg() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    maker = new Maker(VideoConfigs.with(folder.resolve("absent"), Duration.ofSeconds(1)));
    assertThat(maker.videos.isVideo(clip)).isTrue();
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_ENGINE_MISSING);
    // A file that is no program, and a program that is no ffmpeg.
    Files.writeString(folder.resolve("absent"), "");
    maker = new Maker(VideoConfigs.with(folder.resolve("absent"), Duration.ofSeconds(1)));
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_ENGINE_MISSING);
    maker = new Maker(VideoConfigs.with(Path.of("/bin/true"), Duration.ofSeconds(1)));
    assertThat(refusal(clip)).isEqualTo(MediaError.VIDEO_ENGINE_MISSING);
  }

  @Test
  void blamesNoVideoForWhatTheMachineLacks() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    assertThat(
            catchThrowableOfType(
                    HttpErrorException.class, () -> maker.poster(clip, Path.of("/dev/full")))
                .error())
        .isEqualTo(MediaError.RENDER_BUSY);
    Path script = folder.resolve("ffmpeg");
    Files.writeString(
        script,
        "#!/bin/sh\n[ \"$1\" = -version ] && { echo ffmpeg version made-up; exit 0; }\nkill -9 $$\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    maker = new Maker(VideoConfigs.of(script));
    assertThat(refusal(clip)).isEqualTo(MediaError.RENDER_BUSY);
    Files.delete(script); // As while a package is brought up to date.
    assertThat(refusal(clip)).isEqualTo(MediaError.RENDER_BUSY);
  }

  @Test
  void isNoVideoWhereVideosAreSwitchedOff() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    assertThat(new Videos(VideoConfigs.off(), null).isVideo(clip)).isFalse();
  }

  @Test
  void leavesNothingElseBesideTheResult() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    poster(clip);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.mp4", "frame");
    }
  }
}
