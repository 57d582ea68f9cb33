package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredFile;
import io.sluice.storage.StoredObject;
import io.sluice.storage.TestingClock;
import io.sluice.storage.file.TestingFiles.Crash;
import io.sluice.storage.file.TestingFiles.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stops a store before each step of each change, and looks at what is found afterwards. */
class FileStoreCrashTest {
  private static final ObjectKey KEY = new ObjectKey("key");
  private static final ObjectKey OTHER = new ObjectKey("other");

  @TempDir Path folder;

  private final TestingClock clock = new TestingClock();
  private final TestingFiles files = new TestingFiles();
  private int roots;
  private Path root;
  private FileStore store;

  /** A change of a store; what it leaves of {@link #KEY} must be one of the contents. */
  private interface Change {
    void make(FileStore store) throws IOException;
  }

  @BeforeEach
  void openStore() throws IOException {
    fresh();
  }

  private void fresh() throws IOException {
    files.after(0, Fault.NONE);
    root = Files.createDirectory(folder.resolve("store" + roots++));
    store = FileStore.open(config(), clock, files);
    put(OTHER, "untouched");
  }

  private FileStoreConfig config() {
    return new FileStoreConfig("main", root, 0, 0, Duration.ofMinutes(2), Duration.ofHours(24));
  }

  private void put(ObjectKey key, String content) throws IOException {
    Path staged = Files.writeString(store.stage(), content);
    store.adopt(key, staged, new ObjectDescription("text/x-" + content, null));
  }

  @Test
  void syncsBytesBeforeNamesAndNamesBeforeItAnswers() throws IOException {
    put(KEY, "old");
    clock.advance(Duration.ofSeconds(1));
    files.after(0, Fault.NONE);

    put(KEY, "new");

    assertThat(files.steps())
        .containsExactly(
            "stamp part",
            "sync part",
            "write new",
            "rename data",
            "sync folder",
            "link old",
            "stamp old",
            "rename info",
            "sync folder");
  }

  @Test
  void syncsTheTimeAgainWhenAContentNeedsASecondOfItsOwn() throws IOException {
    put(KEY, "old");
    files.after(0, Fault.NONE);

    put(KEY, "new");

    assertThat(files.steps().subList(0, 5))
        .containsExactly("stamp part", "sync part", "stamp part", "sync part", "write new");
  }

  @Test
  void syncsARemovalBeforeItDeletesTheBytes() throws IOException {
    put(KEY, "old");
    files.after(0, Fault.NONE);

    store.remove(KEY);

    assertThat(files.steps())
        .containsSubsequence("link old", "delete info", "sync folder", "delete data", "delete old");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CRASH", "CRASH_HALFWAY"})
  void findsNothingOrTheNewObjectWhenAFirstUploadIsCutOff(Fault fault) throws IOException {
    everyPrefix(fault, null, s -> put(KEY, "new"), "new");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CRASH", "CRASH_HALFWAY"})
  void findsTheOldOrTheNewObjectWhenAReplacementIsCutOff(Fault fault) throws IOException {
    everyPrefix(fault, "old", s -> put(KEY, "new"), "new");
  }

  @Test
  void findsTheOldObjectOrNothingWhenARemovalIsCutOff() throws IOException {
    everyPrefix(Fault.CRASH, "old", s -> s.remove(KEY), null);
  }

  @Test
  void findsTheOldOrTheNewObjectWhenAStepOfAReplacementFails() throws IOException {
    everyPrefix(Fault.FAILURE, "old", s -> put(KEY, "new"), "new");
  }

  @Test
  void findsTheOldObjectOrNothingWhenAStepOfARemovalFails() throws IOException {
    everyPrefix(Fault.FAILURE, "old", s -> s.remove(KEY), null);
  }

  /** Makes the change with a fault before each of its steps, until one goes through unharmed. */
  private void everyPrefix(
      Fault fault, @Nullable String before, Change change, @Nullable String after)
      throws IOException {
    boolean isWhole = false;
    boolean isMade = false;
    for (int made = 0; !isWhole; made++) {
      fresh();
      if (before != null) {
        put(KEY, before);
      }
      files.after(made, fault);
      boolean isAnswered = succeeds(change);
      isWhole = isAnswered && files.steps().size() <= made;
      files.after(0, Fault.NONE);
      reopened(fault);
      String found = found();
      assertThat(found).as("after %d steps", made).isIn(before, after);
      if (isAnswered || (isMade && fault != Fault.FAILURE)) {
        // What was answered stands, and a step after the commit never takes it back.
        assertThat(found).as("after %d steps", made).isEqualTo(after);
      }
      isMade = Objects.equals(found, after);
      requireNothingElseAfterTheSweep(found);
    }
  }

  private boolean succeeds(Change change) {
    try {
      change.make(store);
      return true;
    } catch (IOException | Crash e) {
      return false;
    }
  }

  private void reopened(Fault fault) throws IOException {
    if (fault != Fault.FAILURE) {
      store = FileStore.open(config(), clock, files);
    }
  }

  private @Nullable String found() throws IOException {
    Optional<StoredObject> found = store.find(KEY);
    if (found.isEmpty()) {
      return null;
    }
    String content = Files.readString(StoredFile.of(found.get()));
    assertThat(found.get().info().length()).isEqualTo(content.length());
    assertThat(found.get().info().description().contentType()).isEqualTo("text/x-" + content);
    assertThat(Files.getLastModifiedTime(StoredFile.of(found.get())).toInstant())
        .isEqualTo(found.get().info().modified());
    return content;
  }

  private void requireNothingElseAfterTheSweep(@Nullable String expected) throws IOException {
    clock.advance(Duration.ofDays(2));
    store.sweep();
    assertThat(found()).isEqualTo(expected);
    assertThat(Files.readString(StoredFile.of(store.find(OTHER).orElseThrow())))
        .isEqualTo("untouched");
    try (Stream<Path> all = Files.walk(root)) {
      // Two files for each object, and the marker.
      assertThat(all.filter(Files::isRegularFile)).hasSize(expected == null ? 3 : 5);
    }
  }

  @Test
  void takesTheNextUploadAfterACrash() throws IOException {
    files.after(5, Fault.CRASH);
    assertThatThrownBy(() -> put(KEY, "lost")).isInstanceOf(Crash.class);
    files.after(0, Fault.NONE);
    store = FileStore.open(config(), clock, files);

    put(KEY, "new");

    assertThat(found()).isEqualTo("new");
    requireNothingElseAfterTheSweep("new");
  }

  @Test
  void keepsReplacedBytesUntilTheReplacementIsDurable() throws IOException {
    put(KEY, "old");
    Path old = StoredFile.of(store.find(KEY).orElseThrow());
    put(KEY, "new");
    clock.advance(Duration.ofDays(2));
    files.after(0, Fault.FAILURE); // The sync of the folder.

    assertThatThrownBy(() -> store.sweep()).isInstanceOf(IOException.class);
    assertThat(files.steps()).containsExactly("sync folder");
    assertThat(old).exists();

    files.after(0, Fault.NONE);
    assertThat(store.sweep()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CRASH", "CRASH_HALFWAY", "FAILURE"})
  void finishesAFirstStartThatWasCutOff(Fault fault) throws IOException {
    boolean isWhole = false;
    for (int made = 0; !isWhole; made++) {
      root = Files.createDirectory(folder.resolve("first" + fault + made));
      files.after(made, fault);
      isWhole = succeeds(s -> FileStore.open(config(), clock, files).close());
      files.after(0, Fault.NONE);

      store = FileStore.open(config(), clock, files);
      put(KEY, "new");
      assertThat(found()).isEqualTo("new");
    }
    assertThat(root.getFileName().toString()).doesNotEndWith("first" + fault + "0");
  }

  @Test
  void worksOnAFileSystemWithoutSecondNames() throws IOException {
    put(KEY, "old");
    clock.advance(Duration.ofSeconds(1));
    files.after(5, Fault.FAILURE); // The link.

    put(KEY, "new");

    assertThat(files.steps()).contains("link old", "write old");
    requireNothingElseAfterTheSweep("new");
  }

  @Test
  void removesEvenWhenThereIsNoRoomForANote() throws IOException {
    put(KEY, "old");
    files.after(0, Fault.FAILURE);
    TestingFiles full =
        new TestingFiles() {
          @Override
          void link(Path file, Path name) throws IOException {
            throw new IOException("no space left");
          }

          @Override
          void writeNew(Path file, byte[] bytes) throws IOException {
            throw new IOException("no space left");
          }
        };

    FileStore reopened = FileStore.open(config(), clock, full);

    assertThat(reopened.remove(KEY)).isTrue();
    assertThat(reopened.find(KEY)).isEmpty();
  }
}
