package io.sluice.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
    return Files.readString(store.find(key).orElseThrow().file());
  }

  @Test
  void findsWhatWasAdopted() throws IOException {
    ObjectInfo info = put(KEY, "bytes");

    StoredObject found = store.find(KEY).orElseThrow();
    assertThat(found.info()).isEqualTo(info);
    assertThat(info.key()).isEqualTo(KEY);
    assertThat(info.length()).isEqualTo(5);
    assertThat(info.modified()).isEqualTo(clock.instant());
    assertThat(found.file()).hasContent("bytes");
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
      versions.add(put(KEY, "same").version());
    }

    assertThat(versions).hasSize(10);
  }

  @Test
  void givesAContentAfterARemovalWithinOneSecondAnotherVersion() throws IOException {
    String first = put(KEY, "one").version();
    store.remove(KEY);
    String second = put(KEY, "two").version();
    String third = put(KEY, "two").version();
    store.remove(KEY);
    String fourth = put(KEY, "two").version();

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
    ObjectKey key = new ObjectKey(text);

    put(key, text);

    assertThat(content(key)).isEqualTo(text);
    assertThat(store.find(key).orElseThrow().info().key()).isEqualTo(key);
    assertThat(store.find(key).orElseThrow().internalPath()).matches("[A-Za-z0-9/%@~._-]+");
    assertThat(store.remove(key)).isTrue();
    assertThat(contents()).isZero();
  }

  @Test
  void keepsKeysApartThatLookAlike() throws IOException {
    List<String> alike =
        List.of(
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
            "k".repeat(151));
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

  private static void requireWhole(StoredObject found) throws IOException {
    String text = new String(Files.readAllBytes(found.file()), UTF_8);
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
      requireWhole(store.find(KEY).orElseThrow());
    }
  }

  /** Stores, removes and sweeps; every second body is of one length, so versions could clash. */
  private Set<String> fight(int self, CountDownLatch start) throws Exception {
    Set<String> versions = new HashSet<>();
    start.await();
    for (int round = 0; round < 12; round++) {
      switch ((self + round) % 4) {
        case 0 -> store.remove(KEY);
        case 1 -> store.sweep();
        default -> assertThat(versions.add(put(KEY, body(7)).version())).isTrue();
      }
    }
    return versions;
  }
}
