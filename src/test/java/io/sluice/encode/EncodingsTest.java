package io.sluice.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.events.HookConfig;
import io.sluice.events.Job;
import io.sluice.events.OutboxFolder;
import io.sluice.events.TestingHook;
import io.sluice.media.image.Images;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.video.EncodeVideo;
import io.sluice.media.video.Ffmpeg;
import io.sluice.media.video.TestingClip;
import io.sluice.media.video.VideoConfigs;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import io.sluice.storage.TestingClock;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an upload to the hook, with a real store, a real ffmpeg and a real listener. */
class EncodingsTest {
  @TempDir private Path folder;
  private final TestingClock clock = new TestingClock();
  private final List<AutoCloseable> open = new ArrayList<>();
  private PrometheusRegistry registry = new PrometheusRegistry();
  private TestingHook hook;
  private FileStore store;
  private Encodings encodings;
  private int queue = 100;
  private @Nullable Path program;
  private @Nullable HookConfig elsewhere;
  private @Nullable ElsewhereStore elsewhereStore;

  @BeforeEach
  void start() throws Exception {
    TestingClip.assumeFfmpeg();
    hook = new TestingHook();
    Path root = Files.createDirectories(folder.resolve("store"));
    Duration day = Duration.ofDays(1);
    store = FileStore.open(new FileStoreConfig("main", root, 0, 0, day, day), clock);
    encodings = encodings();
  }

  private Encodings encodings() throws IOException {
    EncodeConfig config =
        new EncodeConfig(
            null,
            Set.of(ReviewMedia.VIDEO, ReviewMedia.PICTURE),
            1,
            queue,
            3,
            Duration.ofMinutes(5),
            2L << 30,
            1L << 30,
            Duration.ofHours(5),
            elsewhere == null ? hook.config() : elsewhere);
    EncodeVideo.Bounds bounds =
        new EncodeVideo.Bounds(Duration.ofMinutes(5), 2L << 30, 1L << 30, 50_000_000, 2);
    Ffmpeg ffmpeg =
        Ffmpeg.find(program == null ? VideoConfigs.DEFAULT : VideoConfigs.of(program))
            .orElseThrow();
    ImagesConfig limits =
        new ImagesConfig(
            ImagesConfig.Choice.BUILTIN,
            null,
            null,
            1 << 26,
            50_000_000,
            10,
            8000,
            1,
            2,
            1 << 28,
            1 << 28);
    Images images = new Images(limits, List.of(new BuiltinEngine()));
    open.add(images);
    registry = new PrometheusRegistry();
    return Encodings.start(
        config,
        folder.resolve("jobs"),
        elsewhereStore == null ? store : elsewhereStore,
        new EncodeVideo(ffmpeg, bounds),
        images,
        registry,
        clock);
  }

  @AfterEach
  void stop() throws Exception {
    encodings.close();
    store.close();
    hook.close();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private ObjectInfo store(String id, Path file, @Nullable String disposition) throws IOException {
    Path staged = store.stage();
    Files.copy(file, staged, StandardCopyOption.REPLACE_EXISTING);
    clock.advance(Duration.ofSeconds(2)); // Another version, whatever its length is.
    return store.adopt(new ObjectKey(id), staged, new ObjectDescription(null, disposition));
  }

  private void put(String id, Path file) throws IOException {
    encodings.stored(store(id, file, null));
  }

  private byte[] bytes(String id) throws IOException {
    StoredObject object = store.find(new ObjectKey(id)).orElseThrow();
    try (InputStream in = object.bytes().open(0, object.info().length())) {
      return in.readAllBytes();
    }
  }

  private Path clip(String name) throws Exception {
    return TestingClip.red(folder.resolve(name));
  }

  private Path picture(int width, int height) throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(
        new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  private List<Job> failed() throws IOException {
    return new OutboxFolder(folder.resolve("jobs")).jobs(/* failed= */ true);
  }

  private double count(String sample) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .sum();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private void awaitEnded(String outcome, int times) throws Exception {
    String sample = "sluice_encode_total{outcome=\"" + outcome + "\"}";
    await(sample, () -> count(sample) == times);
  }

  private void requireNothingLeft() throws Exception {
    await(
        "no job waits",
        () ->
            count("sluice_encode_jobs{state=\"waiting\"}") == 0
                && count("sluice_encode_jobs{state=\"running\"}") == 0);
    try (Stream<Path> staged = Files.list(folder.resolve("store/staging"))) {
      // Marks of replaced bytes, which stay for a while, are no temporary files.
      assertThat(staged.filter(file -> !file.toString().endsWith(".old"))).isEmpty();
    }
    assertThat(count("sluice_encode_running_frames")).isZero();
  }

  @Test
  void makesAVideoAndTells() throws Exception {
    String id = newId();
    put(id, clip("a.mov"));
    TestingHook.Call call = hook.next();
    String made = ReviewMedia.idOf(id, "ftrackreview-mp4");
    assertThat(made).matches("[0-9a-f-]{36}").isNotEqualTo(id);
    assertThat(call.isGenuine()).isTrue();
    assertThat(call.event()).isEqualTo("encoded");
    assertThat(call.body())
        .contains("\"source\":{\"id\":\"" + id + "\"")
        .contains("\"name\":\"ftrackreview-mp4\",\"id\":\"" + made + "\"")
        .contains("\"type\":\"video/mp4\"")
        .contains("\\\"frameIn\\\":0,\\\"frameOut\\\":49,\\\"frameRate\\\":25.0")
        .contains("\\\"width\\\":160,\\\"height\\\":90");
    assertThat(new String(bytes(made), StandardCharsets.ISO_8859_1)).contains("ftyp", "avc1");
    requireNothingLeft();
    assertThat(count("sluice_encode_uploads_total{outcome=\"queued\"}")).isEqualTo(1);
    assertThat(count("sluice_encode_hooks_total{outcome=\"ok\"}")).isEqualTo(1);
  }

  @Test
  void makesAJpegOfAPicture() throws Exception {
    String id = newId();
    put(id, picture(2400, 1200));
    String body = hook.next().body();
    String made = ReviewMedia.idOf(id, "ftrackreview-image");
    assertThat(body)
        .contains("\"name\":\"ftrackreview-image\",\"id\":\"" + made + "\"")
        .contains("{\\\"format\\\":\\\"image\\\",\\\"width\\\":1920,\\\"height\\\":960}");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes(made)));
    assertThat(image.getWidth()).isEqualTo(1920);
    requireNothingLeft();
  }

  @Test
  void passesOverWhatNothingIsMadeOf() throws Exception {
    put(newId(), Files.writeString(folder.resolve("scene.ma"), "//Maya ASCII 2024 scene\n"));
    put(newId(), Files.createFile(folder.resolve("empty.mp4")));
    put(
        newId(),
        TestingClip.make(
            folder.resolve("song.m4a"), "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac"));
    awaitEnded("skipped", 3);
    String disposition = "attachment; filename=\"ftrackreview-mp4.mp4\"";
    encodings.stored(store(newId(), clip("a.mp4"), disposition));
    assertThat(count("sluice_encode_uploads_total{outcome=\"passed\"}")).isEqualTo(1);
    requireNothingLeft();
    assertThat(hook.calls).isEmpty();
  }

  @Test
  void makesTheLastOfTwoVersionsOnceAndNothingOfWhatIsGone() throws Exception {
    String id = newId();
    ObjectInfo old = store(id, clip("a.mp4"), null);
    ObjectInfo last = store(id, clip("b.mkv"), null);
    encodings.stored(old);
    encodings.stored(last);
    assertThat(hook.next().body()).contains("\"version\":\"" + last.version() + "\"");
    awaitEnded("superseded", 1);
    String gone = newId();
    ObjectInfo info = store(gone, clip("c.mp4"), null);
    store.remove(new ObjectKey(gone));
    encodings.stored(info);
    awaitEnded("gone", 1);
    assertThat(hook.calls).isEmpty();
    requireNothingLeft();
  }

  @Test
  void waitsForWhatAFrontSends() throws Exception {
    String id = newId();
    ObjectInfo old = store(id, clip("a.mp4"), null);
    encodings.expected(new ObjectKey(id), ObjectDescription.NONE).run();
    await("it was looked for", () -> postponed() == 1);
    assertThat(hook.calls).isEmpty();
    ObjectInfo fresh = store(id, clip("b.mkv"), null);
    assertThat(fresh.version()).isNotEqualTo(old.version());
    clock.advance(Duration.ofMinutes(2));
    assertThat(hook.next().body()).contains("\"version\":\"" + fresh.version() + "\"");
    // One that never comes.
    encodings.expected(new ObjectKey(newId()), ObjectDescription.NONE).run();
    await("it was looked for", () -> postponed() == 1);
    clock.advance(Duration.ofHours(25));
    awaitEnded("gone", 1);
    requireNothingLeft();
  }

  /** Of two uploads on their way the first has come; what a front does when the second is sent. */
  private Runnable secondOfTwo(String id, Path file) throws IOException {
    Runnable first = encodings.expected(new ObjectKey(id), ObjectDescription.NONE);
    Runnable second = encodings.expected(new ObjectKey(id), ObjectDescription.NONE);
    store(id, file, null);
    first.run();
    return second;
  }

  @Test
  void waitsForTheSecondOfTwoUploadsThatAFrontSendsAtOnce() throws Exception {
    String id = newId();
    Runnable second = secondOfTwo(id, picture(40, 20));
    ObjectInfo one = store.find(new ObjectKey(id)).orElseThrow().info();
    assertThat(hook.next().body()).contains("\"version\":\"" + one.version() + "\"");
    second.run();
    await("it was looked for", () -> postponed() == 1);
    ObjectInfo two = store(id, picture(60, 20), null);
    clock.advance(Duration.ofMinutes(2));
    assertThat(hook.next().body()).contains("\"version\":\"" + two.version() + "\"");
    requireNothingLeft();
  }

  @Test
  void waitsForItsOwnUploadWhenNothingIsMadeOfTheOther() throws Exception {
    String id = newId();
    Runnable second = secondOfTwo(id, Files.write(folder.resolve("a.txt"), new byte[] {'t'}));
    awaitEnded("skipped", 1);
    second.run();
    await("it was looked for", () -> postponed() == 1);
    store(id, picture(60, 20), null);
    clock.advance(Duration.ofMinutes(2));
    hook.next();
    requireNothingLeft();
  }

  @Test
  void tellsNothingOfAVersionThatIsOvertaken() throws Exception {
    hook.status = 500;
    String id = newId();
    put(id, picture(40, 20));
    hook.next();
    await("it is to be told again", () -> postponed() == 1);
    hook.status = 200;
    put(id, picture(60, 20));
    assertThat(hook.next().body()).contains("\\\"width\\\":60");
    clock.advance(Duration.ofSeconds(10));
    await("nobody is told", () -> count("sluice_encode_hooks_total{outcome=\"superseded\"}") == 1);
    requireNothingLeft();
    assertThat(hook.calls).isEmpty();
  }

  @Test
  void waitsForAStoreThatIsAwayAndSetsTheJobAsideInTheEnd() throws Exception {
    ElsewhereStore remote = elsewhere();
    remote.isAway = true;
    put(newId(), picture(40, 20));
    for (int attempt = 1; attempt <= 4; attempt++) {
      int attempts = attempt;
      await("it is tried again", () -> attempts() == attempts && postponed() == 1);
      clock.advance(Duration.ofMinutes(2));
    }
    remote.isAway = false;
    hook.next();
    requireNothingLeft();
    remote.isAway = true;
    put(newId(), picture(60, 20));
    await("it is tried again", () -> attempts() == 1 && postponed() == 1);
    for (int i = 0; failed().isEmpty(); i++) {
      assertThat(i).isLessThan(6);
      int before = attempts();
      clock.advance(Duration.ofHours(2));
      await("one more", () -> (attempts() > before && postponed() == 1) || !failed().isEmpty());
    }
    assertThat(failed().get(0).state().error()).contains("it does not answer");
  }

  /** Attempts of the only job that waits. */
  private int attempts() throws IOException {
    return new OutboxFolder(folder.resolve("jobs"))
        .jobs(/* failed= */ false).stream().mapToInt(job -> job.state().attempts()).sum();
  }

  private ElsewhereStore elsewhere() throws IOException {
    encodings.close();
    ElsewhereStore remote = new ElsewhereStore(store);
    elsewhereStore = remote;
    encodings = encodings();
    return remote;
  }

  @Test
  void makesTheNewestOnceMoreWhenStoringTheOldOneTookItsTime() throws Exception {
    String id = newId();
    Path newest = folder.resolve("newest.png");
    Files.copy(picture(60, 20), newest);
    elsewhere().meanwhile.set(() -> store(id, newest, null));
    put(id, picture(40, 20));
    String version = hook.next().body();
    String now = store.find(new ObjectKey(id)).orElseThrow().info().version();
    assertThat(version).contains("\"version\":\"" + now + "\"");
    byte[] made = bytes(ReviewMedia.idOf(id, ReviewMedia.PICTURE));
    assertThat(ImageIO.read(new ByteArrayInputStream(made)).getWidth()).isEqualTo(60);
    requireNothingLeft();
  }

  /** Jobs whose time is yet to come. */
  private long postponed() throws IOException {
    return new OutboxFolder(folder.resolve("jobs"))
        .jobs(/* failed= */ false).stream()
            .filter(job -> job.state().notBefore().isAfter(clock.instant()))
            .count();
  }

  @Test
  void setsAsideWhatIsDamagedAtOnceAndTriesItAgainWhenAPersonSaysSo() throws Exception {
    Path cut = clip("a.mp4");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, 700));
    String id = newId();
    put(id, cut);
    awaitEnded("failed", 1);
    Job job = failed().get(0);
    assertThat(job.state().error()).startsWith("video-unusable: ffmpeg ended with");
    assertThat(job.state().attempts()).isEqualTo(1);
    assertThat(new OutboxFolder(folder.resolve("jobs")).retry(job.id())).isTrue();
    awaitEnded("failed", 2);
    assertThat(count("sluice_encode_jobs{state=\"failed\"}")).isEqualTo(1);
    assertThat(hook.calls).isEmpty();
    requireNothingLeft();
  }

  @Test
  void tellsAgainWithoutMakingAgainUntilItsPatienceIsOver() throws Exception {
    hook.status = 500;
    String id = newId();
    put(id, clip("a.mp4"));
    TestingHook.Call first = hook.next();
    await("it is to be told again", () -> postponed() == 1);
    hook.status = 200;
    clock.advance(Duration.ofSeconds(10));
    assertThat(hook.next()).isEqualTo(first);
    requireNothingLeft();
    awaitEnded("made", 1);

    hook.status = 404;
    put(id, clip("b.mkv"));
    for (int i = 0; i < 4; i++) {
      hook.next();
      await("it is to be told again", () -> postponed() == 1 || !failed().isEmpty());
      clock.advance(Duration.ofHours(2));
    }
    assertThat(failed()).hasSize(1);
    assertThat(failed().get(0).state().error()).isEqualTo("the hook answers 404");
    awaitEnded("made", 2);
    assertThat(count("sluice_encode_hooks_total{outcome=\"404\"}")).isEqualTo(4);
  }

  @Test
  void refusesNoUploadWhenTheQueueIsFullOrItsDiskIs() throws Exception {
    encodings.close();
    queue = 1;
    encodings = encodings();
    encodings.expected(new ObjectKey(newId()), ObjectDescription.NONE).run();
    encodings.expected(new ObjectKey(newId()), ObjectDescription.NONE).run();
    assertThat(count("sluice_encode_uploads_total{outcome=\"queued\"}")).isEqualTo(1);
    assertThat(count("sluice_encode_uploads_total{outcome=\"full\"}")).isEqualTo(1);
    await("it was looked for", () -> postponed() == 1);
    encodings.close();
    queue = 2;
    encodings = encodings();
    Path temporary = folder.resolve("jobs/temporary");
    Files.delete(temporary);
    Files.writeString(temporary, "in the way");
    encodings.expected(new ObjectKey(newId()), ObjectDescription.NONE).run();
    assertThat(count("sluice_encode_uploads_total{outcome=\"error\"}")).isEqualTo(1);
    Files.delete(temporary);
    Files.createDirectory(temporary);
  }

  @Test
  void endsWhatRunsWithTheHouseAndDoesItAgainInTheNext() throws Exception {
    encodings.close();
    program = hangingOnce();
    encodings = encodings();
    String id = newId();
    put(id, clip("a.mov"));
    await("it runs", () -> Files.exists(folder.resolve("began")));
    encodings.close();
    Job job = new OutboxFolder(folder.resolve("jobs")).jobs(/* failed= */ false).get(0);
    assertThat(job.state().isRunning()).isFalse();
    assertThat(job.state().attempts()).isZero();
    encodings = encodings();
    assertThat(hook.next().body()).contains(id);
    requireNothingLeft();
  }

  /** An ffmpeg that hangs when it is first asked to encode, and is the real one ever after. */
  private Path hangingOnce() throws IOException {
    Path script = folder.resolve("hanging-once");
    Path real = Ffmpeg.find(VideoConfigs.DEFAULT).map(Ffmpeg::executable).orElseThrow();
    Files.writeString(
        script,
        """
        #!/bin/sh
        [ "$1" = -version ] && exec %1$s -version
        [ -e %2$s/began ] && exec %1$s "$@"
        touch %2$s/began
        sleep 600
        """
            .formatted(real, folder));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Test
  void namesWhatItMakesTheSameEachTime() {
    assertThat(ReviewMedia.idOf("7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b", "ftrackreview-mp4"))
        .isEqualTo("833ea0bd-3d63-39db-99e4-25643dd83c18");
  }

  private Optional<StoredObject> object(String id) throws IOException {
    return store.find(new ObjectKey(id));
  }

  @Test
  void replacesWhatItHasMadeOfAnEarlierVersion() throws Exception {
    String id = newId();
    put(id, picture(40, 20));
    hook.next();
    String made = ReviewMedia.idOf(id, "ftrackreview-image");
    String before = object(made).orElseThrow().info().version();
    put(id, picture(80, 40));
    hook.next();
    assertThat(object(made).orElseThrow().info().version()).isNotEqualTo(before);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes(made)));
    assertThat(image.getWidth()).isEqualTo(80);
  }

  @Test
  void triesAgainWhatAHookThatCannotBeAskedHasNotHeard() throws Exception {
    encodings.close();
    elsewhere = new HookConfig(URI.create("http://127.0.0.1:99999/"), TestingHook.SECRET);
    encodings = encodings();
    put(newId(), picture(40, 20));
    await("it is to be told again", () -> postponed() == 1);
    assertThat(count("sluice_encode_jobs{state=\"running\"}")).isZero();
    assertThat(count("sluice_encode_hooks_total{outcome=\"none\"}")).isEqualTo(1);
    encodings.close();
    elsewhere = null;
    encodings = encodings();
    clock.advance(Duration.ofSeconds(10));
    hook.next();
    requireNothingLeft();
  }

  @Test
  void looksForAnUploadNoOftenerWhenTheClockGoesBack() {
    Instant told = clock.instant();
    Job job =
        new Job(
            "1",
            "encode",
            new Job.State(1, 0, true, Instant.EPOCH, null),
            Map.of(EncodeUpload.SINCE, Long.toString(told.toEpochMilli())));
    assertThat(EncodeUpload.pause(job, told)).isEqualTo(Duration.ofSeconds(2));
    assertThat(EncodeUpload.pause(job, told.plusSeconds(8))).isEqualTo(Duration.ofSeconds(4));
    assertThat(EncodeUpload.pause(job, told.plusSeconds(86_400))).isEqualTo(Duration.ofMinutes(2));
    assertThat(EncodeUpload.pause(job, told.minusSeconds(3600))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void copiesFromElsewhereOnlyWhatSomethingIsMadeOf() throws Exception {
    ElsewhereStore remote = elsewhere();
    Path archive = folder.resolve("archive.zip");
    Files.write(archive, Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 1 << 20));
    put(newId(), archive);
    awaitEnded("skipped", 1);
    assertThat(remote.asked).hasValueLessThan(1000);
    put(newId(), clip("a.mp4"));
    assertThat(hook.next().body()).contains("ftrackreview-mp4");
    requireNothingLeft();
  }
}
