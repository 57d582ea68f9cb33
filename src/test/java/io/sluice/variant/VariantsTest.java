package io.sluice.variant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Images;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.video.Ffmpeg;
import io.sluice.media.video.TestingClip;
import io.sluice.media.video.VideoConfigs;
import io.sluice.media.video.Videos;
import io.sluice.source.Source;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {
  private static final String PICTURE = "GIF89a and so on, as far as this engine looks";
  private static final Recipe RECIPE = new Recipe(List.of(new Flip(true)), Output.DEFAULT);

  private final GatedEngine engine = new GatedEngine();
  private final ImagesConfig limits =
      new ImagesConfig(
          ImagesConfig.Choice.AUTO,
          null,
          null,
          1 << 20,
          1_000_000,
          10,
          1000,
          1,
          2,
          1 << 20,
          1 << 20);
  private final Videos videos =
      new Videos(VideoConfigs.DEFAULT, Ffmpeg.find(VideoConfigs.DEFAULT).orElse(null));
  @TempDir private Path root;
  private ObjectStore store;
  private Variants variants;

  /** Bytes that are on no disk of this machine. */
  private record Far(String identity, String version, String text) implements Source {
    @Override
    public long length() {
      return text.length();
    }

    @Override
    public @Nullable Path file() {
      return null;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
  }

  @BeforeEach
  void start() throws IOException {
    Duration day = Duration.ofDays(1);
    store = FileStore.open(new FileStoreConfig("main", root, 0, 0, day, day), Clock.systemUTC());
    variants =
        new Variants(
            new VariantsConfig("main", Duration.ofSeconds(60), 0),
            store,
            new Images(limits, List.of(engine)),
            videos,
            new VariantMetrics(new PrometheusRegistry()));
  }

  @AfterEach
  void stop() throws IOException {
    engine.gate.countDown();
    variants.close();
    store.close();
  }

  private static Source source(String version) {
    return new Far("made-up:one", version, PICTURE);
  }

  private CompletableFuture<StoredObject> get(String version) throws IOException {
    return variants.get(source(version), RECIPE);
  }

  private static StoredObject done(CompletableFuture<StoredObject> waiting) throws Exception {
    return waiting.get(30, TimeUnit.SECONDS);
  }

  private void hold() {
    engine.gate = new CountDownLatch(1);
  }

  private List<Path> staged() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("staging"))) {
      return files.toList();
    }
  }

  @Test
  void makesAVariantOnceForAllWhoAskAtOnceAndKeepsIt() throws Exception {
    hold();
    List<CompletableFuture<StoredObject>> waiting = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      waiting.add(get("1"));
    }
    engine.gate.countDown();
    StoredObject first = done(waiting.get(0));
    try (InputStream in = first.bytes().open(0, first.info().length())) {
      assertThat(in.readAllBytes()).asString(ISO_8859_1).isEqualTo(PICTURE);
    }
    assertThat(first.info().description().contentType()).isEqualTo("image/gif");
    for (CompletableFuture<StoredObject> each : waiting) {
      assertThat(done(each).info()).isEqualTo(first.info());
    }
    assertThat(done(get("1")).info()).isEqualTo(first.info());
    assertThat(engine.renders).hasValue(1);
    assertThat(staged()).isEmpty();
  }

  @Test
  void makesAnotherForEachVersionAndRecipe() throws Exception {
    StoredObject one = done(get("1"));
    StoredObject two = done(get("2"));
    Recipe other = new Recipe(List.of(new Flip(false)), Output.DEFAULT);
    StoredObject three = done(variants.get(source("1"), other));
    assertThat(Stream.of(one, two, three).map(o -> o.info().key()).distinct()).hasSize(3);
    assertThat(engine.renders).hasValue(3);
  }

  /** What it ended with. */
  private static Object failure(CompletableFuture<?> waiting) {
    Throwable e = waiting.handle((made, failure) -> failure).orTimeout(30, TimeUnit.SECONDS).join();
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    return cause instanceof HttpErrorException known ? known.error() : String.valueOf(cause);
  }

  @Test
  void remembersForAWhileWhatCannotBeMade() throws Exception {
    engine.damaged = true;
    assertThat(failure(get("1"))).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertThat(failure(get("1"))).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertThat(engine.renders).hasValue(1);
    assertThat(staged()).isEmpty();
  }

  @Test
  void remembersNothingOfAVersionForTheNextUnderTheSameName() throws Exception {
    ObjectKey key = new ObjectKey("variants/of/a-name");
    Shelf shelf = new StoreShelf(store);
    engine.damaged = true;
    assertThat(failure(variants.get(shelf, key, source("1"), RECIPE)))
        .isEqualTo(MediaError.IMAGE_DAMAGED);
    engine.damaged = false;
    assertThat(done(variants.get(shelf, key, source("2"), RECIPE)).info().key()).isEqualTo(key);
  }

  @Test
  void endsTheWorkWhenTheLastHasLeftAndBeginsAnewForTheNext() throws Exception {
    hold();
    CompletableFuture<StoredObject> one = get("1");
    CompletableFuture<StoredObject> two = get("1");
    assertThat(engine.begun.await(30, TimeUnit.SECONDS)).isTrue();
    one.cancel(true);
    assertThat(engine.ended.getCount()).isEqualTo(1);
    two.cancel(true);
    assertThat(engine.ended.await(30, TimeUnit.SECONDS)).isTrue();
    engine.gate.countDown();
    assertThat(done(get("1")).info().length()).isEqualTo(PICTURE.length());
    assertThat(engine.renders).hasValue(2);
  }

  @Test
  void refusesWhenTooManyWaitForTheirTurn() throws Exception {
    hold();
    List<CompletableFuture<StoredObject>> waiting = new ArrayList<>();
    waiting.add(get("running"));
    assertThat(engine.begun.await(30, TimeUnit.SECONDS)).isTrue();
    waiting.add(get("waiting"));
    waiting.add(get("waiting too"));
    assertThat(failure(get("one too many"))).isEqualTo(MediaError.RENDER_BUSY);
    engine.gate.countDown();
    for (CompletableFuture<StoredObject> each : waiting) {
      done(each);
    }
    assertThat(done(get("one too many"))).isNotNull();
  }

  @Test
  void refusesALongSourceBeforeAByteOfItIsFetched() throws Exception {
    Source source = new Far("made-up:long", "1", PICTURE + " ".repeat(1 << 20));
    assertThat(failure(variants.get(source, RECIPE))).isEqualTo(MediaError.SOURCE_TOO_LARGE);
    Source empty = new Far("made-up:empty", "1", "");
    assertThat(failure(variants.get(empty, RECIPE))).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertThat(engine.renders).hasValue(0);
  }

  /** The bytes of a real video, seen through {@link Far}. */
  private String clip(String name) throws Exception {
    TestingClip.assumeFfmpeg();
    Path file = TestingClip.red(root.resolveSibling(root.getFileName() + name));
    String bytes = Files.readString(file, ISO_8859_1);
    Files.delete(file);
    return bytes;
  }

  @Test
  void makesAVariantOfTheFrameOfAVideo() throws Exception {
    StoredObject made = done(variants.get(new Far("made-up:clip", "1", clip("a.mp4")), RECIPE));
    // The engine of this test copies: this is the frame itself.
    assertThat(made.info().description().contentType()).isEqualTo("image/bmp");
    assertThat(made.info().length()).isGreaterThan(160 * 90 * 3);
    assertThat(staged()).isEmpty();
  }

  @Test
  void remembersAndLeavesNothingOfAVideoThatIsBroken() throws Exception {
    String cut = clip("a.mp4").substring(0, 700);
    Source source = new Far("made-up:cut", "1", cut);
    assertThat(failure(variants.get(source, RECIPE))).isEqualTo(MediaError.VIDEO_UNUSABLE);
    assertThat(failure(variants.get(source, RECIPE))).isEqualTo(MediaError.VIDEO_UNUSABLE);
    assertThat(failure(variants.probe(source))).isEqualTo(MediaError.VIDEO_UNUSABLE);
    assertThat(staged()).isEmpty();
  }

  @Test
  void endsWhatIsBeingMadeWhenItIsClosed() throws Exception {
    hold();
    CompletableFuture<StoredObject> waiting = get("1");
    assertThat(engine.begun.await(30, TimeUnit.SECONDS)).isTrue();
    variants.close();
    assertThat(engine.ended.await(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> done(waiting)).isInstanceOf(ExecutionException.class);
    assertThat(staged()).isEmpty();
  }

  @Test
  void takesAllVariantsOfASourceAwayAtOnce() throws Exception {
    StoredObject one = done(get("1"));
    StoredObject two = done(get("2"));
    StoredObject other = done(variants.get(new Far("made-up:two", "1", PICTURE), RECIPE));
    variants.removeAllOf("made-up:one");
    for (StoredObject gone : List.of(one, two)) {
      assertThatThrownBy(() -> gone.bytes().open(0, 1)).isInstanceOf(IOException.class);
    }
    other.bytes().open(0, 1).close();
    assertThat(done(get("1")).info().length()).isEqualTo(PICTURE.length());
    assertThat(engine.renders).hasValue(4);
  }

  @Test
  void namesATagBeforeAnythingIsMadeAndAnotherForWhateverDiffers() {
    Recipe other = new Recipe(List.of(new Flip(false)), Output.DEFAULT);
    assertThat(variants.tag(source("1"), RECIPE)).isEqualTo(variants.tag(source("1"), RECIPE));
    assertThat(
            Stream.of(
                    variants.tag(source("1"), RECIPE),
                    variants.tag(source("2"), RECIPE),
                    variants.tag(source("1"), other))
                .distinct())
        .hasSize(3);
    assertThat(engine.renders).hasValue(0);
  }
}
