package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.ObjectStoreContract;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest extends ObjectStoreContract {
  @TempDir Path root;

  private FileStoreConfig config(long minFree, long quota) {
    return new FileStoreConfig(
        "main", root, minFree, quota, Duration.ofMinutes(2), Duration.ofHours(24));
  }

  @Override
  protected ObjectStore open() throws IOException {
    return FileStore.open(config(0, 0), clock);
  }

  @Override
  protected long contents() throws IOException {
    return files(root.resolve("objects"), "@");
  }

  @Override
  protected long leftovers() throws IOException {
    return files(root.resolve("staging"), "");
  }

  private static long files(Path folder, String mark) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.getFileName().toString().contains(mark))
          .count();
    }
  }

  @Test
  void laysAnObjectWhereItsKeysSha256Says() throws IOException {
    put(new ObjectKey("a b"), "x");

    // printf 'a b' | sha256sum
    Path folder = root.resolve("objects/c8/68");
    assertThat(folder.resolve("a%20b.info")).exists();
    assertThat(StoredFile.of(store.find(new ObjectKey("a b")).orElseThrow()))
        .hasParent(folder)
        .satisfies(f -> assertThat(f.getFileName().toString()).matches("a%20b@[0-9a-f]{16}"));
    assertThat(StoredFile.bytes(store.find(new ObjectKey("a b")).orElseThrow()).internalPath())
        .matches("c8/68/a%2520b@[0-9a-f]{16}");
    assertThat(root.resolve("sluice-store")).hasContent("sluice file store, format 1\n");
  }

  @Test
  void namesAVersionAsNginxNamesTheFile() throws IOException {
    ObjectInfo first = put(KEY, "0123456789abcdef");
    ObjectInfo second = put(KEY, "0123456789abcdef");

    for (ObjectInfo info : new ObjectInfo[] {first, second}) {
      assertThat(info.version())
          .isEqualTo(Long.toHexString(info.modified().getEpochSecond()) + "-10");
    }
    Path file = StoredFile.of(store.find(KEY).orElseThrow());
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(second.modified());
  }

  @Test
  void keepsReplacedBytesReadableForDownloadsThatWereGranted() throws IOException {
    put(KEY, "old");
    Path granted = StoredFile.of(store.find(KEY).orElseThrow());
    clock.advance(Duration.ofHours(3)); // The age counts from the replacement.
    put(KEY, "new");

    clock.advance(Duration.ofMinutes(2).minusSeconds(1));
    store.sweep();
    assertThat(granted).hasContent("old");

    clock.advance(Duration.ofSeconds(1));
    assertThat(store.sweep()).isEqualTo(2);
    assertThat(granted).doesNotExist();
    assertThat(content(KEY)).isEqualTo("new");
  }

  @Test
  void takesTheDigestOfReplacedBytesAway() throws IOException {
    put(KEY, "old");
    Path old = StoredFile.of(store.find(KEY).orElseThrow());
    Path digest = Files.writeString(old.resolveSibling(old.getFileName() + ".sha256"), "digest");
    put(KEY, "new");

    clock.advance(PAST_EVERY_LIMIT);
    store.sweep();

    assertThat(digest).doesNotExist();
  }

  @Test
  void refusesARootThatIsMissing() {
    FileStoreConfig config =
        new FileStoreConfig(
            "main", root.resolve("no"), 0, 0, Duration.ofMinutes(2), Duration.ofHours(24));

    assertThatThrownBy(() -> FileStore.open(config, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void refusesAFolderThatHoldsOtherThings(@TempDir Path foreign) throws IOException {
    Path file = Files.writeString(foreign.resolve("thesis.txt"), "years of work");
    FileStoreConfig config =
        new FileStoreConfig("main", foreign, 0, 0, Duration.ofMinutes(2), Duration.ofHours(24));

    assertThatThrownBy(() -> FileStore.open(config, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds other files");
    assertThat(foreign.toFile().list()).containsExactly(file.getFileName().toString());
  }

  @Test
  void refusesAStoreOfAnotherFormat() throws IOException {
    Files.writeString(root.resolve("sluice-store"), "sluice file store, format 2\n");

    assertThatThrownBy(() -> FileStore.open(config(0, 0), clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another format");
  }

  @Test
  void acceptsAFreshFileSystemWithItsLostAndFound(@TempDir Path fresh) throws IOException {
    Files.createDirectory(fresh.resolve("lost+found"));

    assertThatCode(
            () ->
                FileStore.open(
                        new FileStoreConfig(
                            "main", fresh, 0, 0, Duration.ofMinutes(2), Duration.ofHours(24)),
                        clock)
                    .close())
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatWouldLeaveLessThanMinFree() throws IOException {
    try (FileStore reserved = FileStore.open(config(Long.MAX_VALUE, 0), clock)) {
      assertRefused(reserved, 0, StorageError.STORE_FULL);
    }
  }

  @Test
  void refusesWhatWouldGoOverTheQuota() throws IOException {
    try (FileStore small = FileStore.open(config(0, 10), clock)) {
      small.admit(10);
      assertRefused(small, 11, StorageError.OVER_QUOTA);
      small.adopt(KEY, Files.writeString(small.stage(), "12345678"), ObjectDescription.NONE);
      small.admit(2);
      assertRefused(small, 3, StorageError.OVER_QUOTA);
      small.adopt(KEY, Files.writeString(small.stage(), "1234567890"), ObjectDescription.NONE);
      assertRefused(small, 0, StorageError.OVER_QUOTA);
      small.remove(KEY);
      small.admit(10);
    }
  }

  @Test
  void countsForTheQuotaAtTheStartWhatObjectsHoldAndNotWhatIsAboutToGo() throws IOException {
    put(KEY, "old");
    put(KEY, "12345678");
    Path data = StoredFile.of(store.find(KEY).orElseThrow());
    Files.writeString(data.resolveSibling(data.getFileName() + ".sha256"), "digest");

    try (FileStore small = FileStore.open(config(0, 10), clock)) {
      small.admit(2);
      assertRefused(small, 3, StorageError.OVER_QUOTA);
    }
  }

  private static void assertRefused(FileStore store, long bytes, StorageError row) {
    assertThatThrownBy(() -> store.admit(bytes))
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> {
              assertThat(e.error()).isEqualTo(row);
              assertThat(e.error().status()).isEqualTo(507);
            });
  }

  @Test
  void sweepsTheRestWhenOneLeftoverCannotGo() throws IOException {
    Path stuck = Files.createDirectories(root.resolve("staging/0000.part/full"));
    staged("a");
    staged("b");
    clock.advance(PAST_EVERY_LIMIT);

    assertThatThrownBy(() -> store.sweep()).isInstanceOf(IOException.class);

    assertThat(leftovers()).isZero();
    assertThat(stuck).exists();
  }

  @Test
  void dropsANoteThatIsCutOff() throws IOException {
    Files.writeString(root.resolve("staging/1.new"), "{\"key\":\"a\",\"da");
    Files.writeString(root.resolve("staging/2.old"), "");
    clock.advance(PAST_EVERY_LIMIT);

    assertThat(store.sweep()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"key\":\"a/../b\",\"data\":\"a@1\",\"length\":1,\"modified\":1}"
      })
  void namesADamagedRecordToAReaderAndLetsAWriterMendIt(String damage) throws IOException {
    put(KEY, "x");
    Path data = StoredFile.of(store.find(KEY).orElseThrow());
    Path info = data.resolveSibling(KEY.value() + ".info");

    Files.writeString(info, damage);
    assertThatThrownBy(() -> store.find(KEY)).hasMessageContaining(info.toString());
    put(KEY, "mended");
    assertThat(store.find(KEY).orElseThrow().info().length()).isEqualTo(6);

    Files.writeString(info, damage);
    assertThat(store.remove(KEY)).isTrue();
    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.remove(KEY)).isFalse();
  }

  @Test
  void doesNotTakeAVanishedDiskForAStoreWithoutObjects() throws IOException {
    put(KEY, "x");
    Path away = root.resolveSibling("away");
    Files.move(root, away);
    assertThatThrownBy(() -> store.find(KEY)).hasMessageContaining("mounted");
    assertThatThrownBy(() -> store.remove(KEY)).isInstanceOf(IOException.class);
    Files.move(away, root);
    assertThat(store.find(KEY)).isPresent();
  }

  @Test
  void holdsTheQuotaAgainstAnUploadWhoseLengthWasNotAnnounced() throws IOException {
    try (FileStore small = FileStore.open(config(0, 10), clock)) {
      small.adopt(KEY, Files.writeString(small.stage(), "12345678"), ObjectDescription.NONE);
      Path long11 = Files.writeString(small.stage(), "12345678901");
      assertThatThrownBy(() -> small.adopt(KEY, long11, ObjectDescription.NONE))
          .isInstanceOfSatisfying(
              HttpErrorException.class,
              e -> assertThat(e.error()).isEqualTo(StorageError.OVER_QUOTA));
      assertThat(long11).doesNotExist();
      assertThat(small.find(KEY).orElseThrow().info().length()).isEqualTo(8);
      // The same upload once more gives back what it takes.
      small.admit(KEY, 10);
      small.adopt(KEY, Files.writeString(small.stage(), "1234567890"), ObjectDescription.NONE);
    }
  }

  @Test
  void isServedByOneGatewayAtATime() throws IOException {
    try (FileStore second = FileStore.open(config(0, 0), clock)) {
      FileStore first = FileStore.open(config(0, 0), clock);
      first.claimForServing();
      assertThatThrownBy(second::claimForServing).hasMessageContaining("another gateway");
      first.close();
      second.claimForServing();
    }
  }
}
