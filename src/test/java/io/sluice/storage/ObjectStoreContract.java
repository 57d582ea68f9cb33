package io.sluice.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.http.HttpErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every promise of {@link ObjectStore}; each store passes it. */
public abstract class ObjectStoreContract {
  /** Older than whatever a store keeps for downloads or uploads that are still running. */
  protected static final Duration PAST_EVERY_LIMIT = Duration.ofDays(400);

  protected static final ObjectKey KEY = new ObjectKey("a7394f1e-a474-417b-8962-0c9b5d719ff7");

  protected final TestingClock clock = new TestingClock();
  protected ObjectStore store;

  /** Opens an empty store, or the same one again. */
  protected abstract ObjectStore open() throws IOException;

  /** The number of contents that take space, referenced or not. */
  protected abstract long contents() throws IOException;

  /** The number of uploads that are collected or noted. */
  protected abstract long leftovers() throws IOException;

  /** The time of what was stored just now. */
  protected void requireNow(Instant modified) {
    assertThat(modified).isEqualTo(clock.instant());
  }

  /** Whether a GET shows one version; a lesser test server looks at the name twice. */
  protected boolean readsOneVersion() {
    return true;
  }

  /** Whether the store takes this key; one that runs on a lesser test server may not. */
  protected boolean takes(String key) {
    return true;
  }

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  protected ObjectInfo put(ObjectKey key, String content) throws IOException {
    return store.adopt(key, staged(content), ObjectDescription.NONE);
  }

  protected Path staged(String content) throws IOException {
    return Files.writeString(store.stage(), content);
  }

  protected String content(ObjectKey key) throws IOException {
    return text(store.find(key).orElseThrow());
  }

  /** All bytes of what was found. */
  protected static String text(StoredObject found) throws IOException {
    if (found.info().length() == 0) {
      return "";
    }
    try (InputStream in = found.bytes().open(0, found.info().length())) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void findsWhatWasAdopted() throws IOException {
    ObjectInfo info = put(KEY, "bytes");

    StoredObject found = store.find(KEY).orElseThrow();
    assertThat(found.info()).isEqualTo(info);
    assertThat(info.key()).isEqualTo(KEY);
    assertThat(info.length()).isEqualTo(5);
    requireNow(info.modified());
    assertThat(text(found)).isEqualTo("bytes");
  }

  @Test
  void findsNothingUnderAnUnknownKey() throws IOException {
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void findsItAgainAfterReopening() throws IOException {
    ObjectInfo info = put(KEY, "bytes");
    store.close();

    store = open();

    assertThat(store.find(KEY).orElseThrow().info()).isEqualTo(info);
    assertThat(content(KEY)).isEqualTo("bytes");
  }

  @Test
  void replaysTheDescription() throws IOException {
    ObjectDescription said =
        new ObjectDescription(
            "video/quicktime; codecs=\"avc1\"", "attachment; filename=\"a \\\"b\\\".mov\"");

    store.adopt(KEY, staged("x"), said);

    assertThat(store.find(KEY).orElseThrow().info().description()).isEqualTo(said);
  }

  @Test
  void replacesTheDescriptionWithTheBytes() throws IOException {
    store.adopt(KEY, staged("x"), new ObjectDescription("image/png", "inline"));

    put(KEY, "y");

    assertThat(store.find(KEY).orElseThrow().info().description())
        .isEqualTo(ObjectDescription.NONE);
  }

  @Test
  void keepsAnEmptyObject() throws IOException {
    ObjectInfo info = put(KEY, "");

    assertThat(info.length()).isZero();
    assertThat(content(KEY)).isEmpty();
  }

  @Test
  void takesTheStagedFileAway() throws IOException {
    Path staged = staged("bytes");
    assertThat(staged).exists();

    store.adopt(KEY, staged, ObjectDescription.NONE);

    assertThat(staged).doesNotExist();
    assertThat(leftovers()).isZero();
  }

  @Test
  void stagesAnEmptyFileOfItsOwnEachTime() throws IOException {
    Path one = store.stage();
    Path two = store.stage();

    assertThat(one).isEmptyFile().isNotEqualTo(two);
    assertThat(two).isEmptyFile();
  }

  @Test
  void givesEveryContentOfAKeyItsOwnVersionWithinOneSecond() throws IOException {
    Set<String> versions = new HashSet<>();

    for (int i = 0; i < 10; i++) {
      versions.add(put(KEY, "same " + i).version());
    }

    assertThat(versions).hasSize(10);
  }

  @Test
  void givesAContentAfterARemovalWithinOneSecondAnotherVersion() throws IOException {
    String first = put(KEY, "one").version();
    store.remove(KEY);
    String second = put(KEY, "two").version();
    String third = put(KEY, "six").version();
    store.remove(KEY);
    String fourth = put(KEY, "ten").version();

    assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
  }

  @Test
  void keepsVersionsApartWhenTheClockGoesBack() throws IOException {
    String first = put(KEY, "one").version();
    clock.advance(Duration.ofSeconds(-1));
    put(KEY, "two");
    clock.advance(Duration.ofSeconds(-1));

    assertThat(put(KEY, "six").version()).isNotEqualTo(first);
  }

  @Test
  void removesOnceAndThenSaysThatThereWasNothing() throws IOException {
    put(KEY, "bytes");

    assertThat(store.remove(KEY)).isTrue();
    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.remove(KEY)).isFalse();
    assertThat(contents()).isZero();
    assertThat(leftovers()).isZero();
  }

  @Test
  void removesNothingElse() throws IOException {
    assumeTrue(takes(KEY.value() + "/variant"), "the test server cannot hold this key");
    ObjectKey other = new ObjectKey(KEY.value() + "/variant");
    put(KEY, "one");
    put(other, "two");

    store.remove(KEY);

    assertThat(content(other)).isEqualTo("two");
  }

  static List<String> keys() {
    return List.of(
        "x".repeat(1024),
        "é".repeat(512),
        "%".repeat(1024),
        ("y".repeat(200) + "/").repeat(5) + "z",
        "a b",
        "a+b",
        "a%20b",
        "%2e%2e/%2f",
        "...",
        ".hidden",
        "Grüße/日本語/🎬.mov",
        "a@b",
        "a.info",
        "a~b",
        "a\\b",
        "a\"b'c;d&e?f#g",
        "CON");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesEveryValidKey(String text) throws IOException {
    assumeTrue(takes(text), "the test server cannot hold this key");
    ObjectKey key = new ObjectKey(text);

    put(key, text);

    assertThat(content(key)).isEqualTo(text);
    assertThat(store.find(key).orElseThrow().info().key()).isEqualTo(key);
    assertThat(store.remove(key)).isTrue();
    assertThat(contents()).isZero();
  }

  @Test
  void keepsKeysApartThatLookAlike() throws IOException {
    List<String> alike =
        Stream.of(
                "x",
                "x/y",
                "x%2Fy",
                "X",
                "x.info",
                "x@1",
                "x y",
                "x+y",
                "x%20y",
                "é",
                "e\u0301",
                "k".repeat(1023) + "1",
                "k".repeat(1023) + "2",
                "k".repeat(150),
                "k".repeat(151))
            .filter(this::takes)
            .toList();
    for (String text : alike) {
      put(new ObjectKey(text), text);
    }

    for (String text : alike) {
      assertThat(content(new ObjectKey(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a/.", "\0", "a\nb", "\u007f", "\u0085",
        "\ud83c"
      })
  void hasNoNameForAKeyOutsideTheRule(String text) {
    assertThatThrownBy(() -> new ObjectKey(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasNoNameForAKeyOfMoreThan1024Bytes() {
    assertThatThrownBy(() -> new ObjectKey("x".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ObjectKey("é".repeat(513)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesTheOldObjectWhenTheFileIsNotThere() throws IOException {
    ObjectInfo old = put(KEY, "old");
    Path gone = store.stage();
    Files.delete(gone);

    assertThatThrownBy(() -> store.adopt(KEY, gone, ObjectDescription.NONE))
        .isInstanceOf(IOException.class);

    assertThat(store.find(KEY).orElseThrow().info()).isEqualTo(old);
    assertThat(content(KEY)).isEqualTo("old");
    assertThat(contents()).isEqualTo(1);
    assertThat(leftovers()).isZero();
  }

  @Test
  void sweepsAbandonedUploadsWhenTheyAreOld() throws IOException {
    Path abandoned = staged("half");

    assertThat(store.sweep()).isZero();
    assertThat(abandoned).exists();

    clock.advance(PAST_EVERY_LIMIT);
    assertThat(store.sweep()).isEqualTo(1);
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void sweepsReplacedContentsWhenTheyAreOldAndKeepsTheObject() throws IOException {
    put(KEY, "old");
    put(KEY, "new");

    clock.advance(PAST_EVERY_LIMIT);
    store.sweep();

    assertThat(contents()).isEqualTo(1);
    assertThat(leftovers()).isZero();
    assertThat(content(KEY)).isEqualTo("new");
    assertThat(store.sweep()).isZero();
  }

  @Test
  void admitsWhatFitsAndRefusesWhatDoesNot() throws IOException {
    assertThatCode(() -> store.admit(0)).doesNotThrowAnyException();
    assertThat(store.freeBytes()).isPositive();
    assertThatThrownBy(() -> store.admit(Long.MAX_VALUE))
        .isInstanceOfSatisfying(
            HttpErrorException.class, e -> assertThat(e.error().status()).isEqualTo(507));
  }

  @Test
  void leavesNothingBehindAProbe() throws IOException {
    store.probe();

    assertThat(contents()).isZero();
    assertThat(leftovers()).isZero();
  }

  @Test
  void showsAReaderOneWholeVersionWhileAWriterReplacesIt() throws Exception {
    assumeTrue(readsOneVersion(), "the test server itself mixes versions");
    put(KEY, body(0));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads =
          reader.submit(
              () -> {
                int count = 0;
                do {
                  requireWhole(store.find(KEY).orElseThrow());
                  count++;
                } while (!done.get());
                return count;
              });
      for (int i = 1; i <= 200; i++) {
        put(KEY, body(i));
      }
      done.set(true);
      assertThat(reads.get()).isPositive();
    } finally {
      reader.shutdownNow();
    }
    assertThat(content(KEY)).isEqualTo(body(200));
  }

  /** Each version has a length of its own, so that a mix of two is seen. */
  private static String body(int i) {
    return (i + ";").repeat(1000 + i);
  }

  @Test
  void makesAnObjectOfWhatIsWrittenBitByBit() throws IOException {
    try (ObjectUpload upload = store.upload(KEY, -1, new ObjectDescription("image/png", null))) {
      for (String part : List.of("one ", "", "two ", "three")) {
        upload.write(ByteBuffer.wrap(part.getBytes(UTF_8)));
      }
      assertThat(store.find(KEY)).isEmpty();
      ObjectInfo info = upload.commit();
      assertThat(info.length()).isEqualTo(13);
      assertThat(store.find(KEY).orElseThrow().info()).isEqualTo(info);
    }
    assertThat(content(KEY)).isEqualTo("one two three");
    assertThat(store.find(KEY).orElseThrow().info().description().contentType())
        .isEqualTo("image/png");
    assertThat(leftovers()).isZero();
  }

  @Test
  void leavesNothingOfAnUploadThatIsNotCommitted() throws IOException {
    put(KEY, "old");
    try (ObjectUpload upload = store.upload(KEY, 3, ObjectDescription.NONE)) {
      upload.write(ByteBuffer.wrap("new".getBytes(UTF_8)));
    }
    assertThat(content(KEY)).isEqualTo("old");
    assertThat(contents()).isEqualTo(1);
    assertThat(leftovers()).isZero();
  }

  @Test
  void makesAnEmptyObjectOfAnEmptyUpload() throws IOException {
    try (ObjectUpload upload = store.upload(KEY, 0, ObjectDescription.NONE)) {
      assertThat(upload.commit().length()).isZero();
    }
    assertThat(content(KEY)).isEmpty();
    assertThat(leftovers()).isZero();
  }

  @Test
  void readsAPart() throws IOException {
    put(KEY, "0123456789");
    try (InputStream in = store.find(KEY).orElseThrow().bytes().open(3, 4)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("3456");
    }
    try (InputStream in = store.find(KEY).orElseThrow().bytes().open(9, 1)) {
      assertThat(in.read()).isEqualTo('9');
      assertThat(in.read()).isNegative();
    }
  }

  private static void requireWhole(StoredObject found) throws IOException {
    String text;
    try {
      text = text(found);
    } catch (ObjectChangedException e) {
      return; // Replaced since it was found: said, not mixed.
    }
    int i = Integer.parseInt(text.substring(0, text.indexOf(';')));
    assertThat(text).isEqualTo(body(i));
    assertThat(found.info().length()).isEqualTo(text.length());
  }

  @Test
  void endsWithNothingOrOneWholeObjectAfterEightThreadsFoughtForAKey() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Set<String>>> fighters = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int self = i;
      fighters.add(executor.submit(() -> fight(self, start)));
    }
    start.countDown();
    Set<String> versions = new HashSet<>();
    for (Future<Set<String>> fighter : fighters) {
      Set<String> own = fighter.get();
      assertThat(versions).doesNotContainAnyElementsOf(own);
      versions.addAll(own);
    }
    executor.shutdown();

    clock.advance(PAST_EVERY_LIMIT);
    store.sweep();

    assertThat(contents()).isEqualTo(store.find(KEY).isPresent() ? 1 : 0);
    assertThat(leftovers()).isZero();
    if (store.find(KEY).isPresent()) {
      assertThat(content(KEY)).startsWith(body(7)).hasSize(body(7).length() + 2);
    }
  }

  /** All of one length, so that versions could clash, and none like another. */
  private static String marked(int self, int round) {
    return body(7) + (char) ('a' + self) + (char) ('a' + round);
  }

  /** Stores, removes and sweeps. */
  private Set<String> fight(int self, CountDownLatch start) throws Exception {
    Set<String> versions = new HashSet<>();
    start.await();
    for (int round = 0; round < 12; round++) {
      switch ((self + round) % 4) {
        case 0 -> store.remove(KEY);
        case 1 -> store.sweep();
        default -> assertThat(versions.add(put(KEY, marked(self, round)).version())).isTrue();
      }
    }
    return versions;
  }
}
