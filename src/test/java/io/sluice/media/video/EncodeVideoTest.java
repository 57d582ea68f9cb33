package io.sluice.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.recipe.Size;
import io.sluice.media.video.EncodeVideo.Bounds;
import io.sluice.media.video.EncodeVideo.Encoded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos for browsers, by the real ffmpeg. */
class EncodeVideoTest {
  private static final Bounds BOUNDS =
      new Bounds(Duration.ofMinutes(2), 2L << 30, 1L << 30, 50_000_000, 2);

  @TempDir private Path folder;
  private Path result = Path.of("");

  @BeforeEach
  void find() throws Exception {
    TestingClip.assumeFfmpeg();
    result = Files.createFile(folder.resolve("result"));
  }

  private Encoded encode(Path source, Bounds bounds, List<Long> progress) throws Exception {
    return Objects.requireNonNull(attempt(source, bounds, progress));
  }

  private @Nullable Encoded attempt(Path source, Bounds bounds, List<Long> progress)
      throws Exception {
    Ffmpeg ffmpeg = Ffmpeg.find(VideoConfigs.DEFAULT).orElseThrow();
    return new EncodeVideo(ffmpeg, bounds)
        .encode(source, result, new Deadline(Duration.ofMinutes(2)), progress::add);
  }

  private Path source(String name, String picture, String... words) throws Exception {
    String[] all =
        Stream.concat(Stream.of("-f", "lavfi", "-i", picture), Arrays.stream(words))
            .toArray(String[]::new);
    return TestingClip.make(folder.resolve(name), all);
  }

  @ParameterizedTest
  @CsvSource({
    "640x360, 640x360",
    "641x361, 640x360",
    "3840x2160, 1920x1080",
    "1280x1440, 1080x1214",
    "1080x1920, 1080x1920",
    "1440x2560, 1080x1920",
    "2048x858, 1920x804"
  })
  void fitsTheSideOfAScreen(String from, String to) throws Exception {
    Path clip = source("a.mkv", "color=c=red:s=" + from + ":r=25:d=0.2", "-c:v", "ffv1", "-g", "1");
    assertThat(encode(clip, BOUNDS, new CopyOnWriteArrayList<>()).size()).hasToString(to);
  }

  @Test
  void makesH264AndAacWithItsIndexFirst() throws Exception {
    Path clip =
        source(
            "a.mov",
            "testsrc2=s=320x180:r=24000/1001:d=2",
            "-f",
            "lavfi",
            "-i",
            "sine=d=2",
            "-c:v",
            "mpeg4",
            "-c:a",
            "pcm_s16le",
            "-metadata",
            "comment=made-up secret");
    List<Long> progress = new CopyOnWriteArrayList<>();
    Encoded encoded = encode(clip, BOUNDS, progress);
    assertThat(encoded.size()).isEqualTo(new Size(320, 180));
    assertThat(encoded.rate()).isEqualTo(23.976);
    assertThat(encoded.frames()).isBetween(47L, 49L);
    assertThat(progress).last().isEqualTo(encoded.frames());
    String bytes = Files.readString(result, StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    assertThat(bytes).contains("avc1", "mp4a").doesNotContain("made-up secret", "tmcd");
  }

  @Test
  void makesAConstantRateOfAVideoWithoutOne() throws Exception {
    Path clip =
        source(
            "a.mkv",
            "testsrc2=s=160x90:r=25:d=2",
            "-vf",
            "select='not(mod(n,3))+lt(n,10)'",
            "-vsync",
            "vfr",
            "-c:v",
            "mpeg4");
    Encoded encoded = encode(clip, BOUNDS, new CopyOnWriteArrayList<>());
    assertThat(encoded.rate()).isBetween(8.0, 60.0);
    assertThat(encoded.frames() / encoded.rate()).isBetween(1.7, 2.3);
  }

  private MediaError refusal(Path source, Bounds bounds) {
    HttpErrorException e =
        catchThrowableOfType(
            HttpErrorException.class, () -> encode(source, bounds, new CopyOnWriteArrayList<>()));
    return (MediaError) e.error();
  }

  @Test
  void makesNothingOfASongAndRefusesWhatIsDamaged() throws Exception {
    Path song = source("song.mp4", "sine=d=1", "-c:a", "aac");
    assertThat(attempt(song, BOUNDS, new CopyOnWriteArrayList<>())).isNull();
    Path cut = TestingClip.red(folder.resolve("cut.mp4"));
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 700));
    assertThat(refusal(cut, BOUNDS)).isEqualTo(MediaError.VIDEO_UNUSABLE);
    Path list = Files.writeString(folder.resolve("list.mp4"), "#EXTM3U\n#EXTINF:2,\ncut.mp4\n");
    assertThat(refusal(list, BOUNDS)).isEqualTo(MediaError.FORMAT_UNSUPPORTED);
  }

  @Test
  void endsWhatTakesTooLongOrGetsTooLarge() throws Exception {
    Path clip = source("a.mkv", "testsrc2=s=1280x720:r=60:d=20", "-c:v", "mpeg4");
    Bounds quick = new Bounds(Duration.ofMillis(500), 2L << 30, 1L << 30, 50_000_000, 1);
    assertThat(refusal(clip, quick)).isEqualTo(MediaError.RENDER_TIMEOUT);
    Bounds small = new Bounds(Duration.ofMinutes(2), 2L << 30, 100_000, 50_000_000, 2);
    assertThat(refusal(clip, small)).isEqualTo(MediaError.VIDEO_UNUSABLE);
  }

  private Path script(String body) throws Exception {
    Path real = Ffmpeg.find(VideoConfigs.DEFAULT).map(Ffmpeg::executable).orElseThrow();
    Path script = folder.resolve("ffmpeg");
    Files.writeString(
        script,
        "#!/bin/sh\n[ \"$1\" = -version ] && exec " + real + " -version\n" + body.formatted(real));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private MediaError refusal(EncodeVideo videos, Path source, Path into) {
    HttpErrorException e =
        catchThrowableOfType(
            HttpErrorException.class,
            () -> videos.encode(source, into, new Deadline(Duration.ofMinutes(2)), frames -> {}));
    assertThat(e).isNotNull();
    return (MediaError) e.error();
  }

  @Test
  void blamesNoVideoForWhatTheMachineLacks() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    Ffmpeg real = Ffmpeg.find(VideoConfigs.DEFAULT).orElseThrow();
    assertThat(refusal(new EncodeVideo(real, BOUNDS), clip, Path.of("/dev/full")))
        .isEqualTo(MediaError.RENDER_BUSY);
    Path script = script("kill -9 $$\n");
    EncodeVideo killed =
        new EncodeVideo(Ffmpeg.find(VideoConfigs.of(script)).orElseThrow(), BOUNDS);
    assertThat(refusal(killed, clip, result)).isEqualTo(MediaError.RENDER_BUSY);
    Files.delete(script); // As while a package is brought up to date.
    assertThat(refusal(killed, clip, result)).isEqualTo(MediaError.RENDER_BUSY);
  }

  @Test
  void givesAnEncoderOfManyThreadsTheTimeOfManyProcessors() throws Exception {
    Path clip = TestingClip.red(folder.resolve("a.mp4"));
    Path said = folder.resolve("said");
    Path script = script("ulimit -t >> " + said + "\nexec %s \"$@\"\n");
    Bounds bounds = new Bounds(Duration.ofMinutes(2), 2L << 30, 1L << 30, 50_000_000, 16);
    new EncodeVideo(Ffmpeg.find(VideoConfigs.of(script)).orElseThrow(), bounds)
        .encode(clip, result, new Deadline(Duration.ofMinutes(2)), frames -> {});
    assertThat(Long.parseLong(Files.readAllLines(said).get(0))).isGreaterThan(16 * 120);
  }
}
