package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoreFullException;
import io.sluice.storage.StoredFile;
import io.sluice.storage.TestingClock;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file store on a disk that is full, read-only or not the one the upload lies on. */
class FileStoreDiskTest {
  private static final ObjectKey KEY = new ObjectKey("key");

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final TestingClock clock = new TestingClock();
  private TestingMount mount;
  private FileStore store;

  @BeforeEach
  void mount() throws Exception {
    mount = TestingMount.of4MiB(folder);
    store = open();
    store.adopt(KEY, Files.writeString(store.stage(), "old"), ObjectDescription.NONE);
  }

  private FileStore open() throws IOException {
    return FileStore.open(
        new FileStoreConfig("main", folder, 0, 0, Duration.ofMinutes(2), Duration.ofHours(24)),
        clock);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mount != null) {
      mount.close();
    }
  }

  /** Fills the disk to its last byte. */
  private Path fill(Path file) {
    byte[] block = new byte[4096];
    assertThatThrownBy(
            () -> {
              try (var out = Files.newOutputStream(file)) {
                while (true) {
                  out.write(block);
                }
              }
            })
        .isInstanceOf(IOException.class);
    return file;
  }

  private void assertUnharmed() throws IOException {
    assertThat(StoredFile.of(store.find(KEY).orElseThrow())).hasContent("old");
    try (Stream<Path> files = Files.walk(folder)) {
      // The object's two files, and the marker.
      assertThat(files.filter(Files::isRegularFile)).hasSize(3);
    }
  }

  @Test
  void saysFullAndFreesTheUploadWhenItTookTheLastByte() throws IOException {
    Path staged = fill(store.stage());

    assertThatThrownBy(() -> store.adopt(KEY, staged, ObjectDescription.NONE))
        .isInstanceOf(StoreFullException.class)
        .satisfies(
            e ->
                assertThat(StorageError.failed((IOException) e).error())
                    .isEqualTo(StorageError.STORE_FULL));

    assertUnharmed();
    assertThat(store.freeBytes()).isGreaterThan(3 << 20);
  }

  @Test
  void refusesAnUploadBeforeItComesWhenTheDiskIsFull() throws IOException {
    Path filler = fill(store.stage());

    assertThatThrownBy(() -> store.admit(1))
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> assertThat(e.error()).isEqualTo(StorageError.STORE_FULL));
    Files.delete(filler);
    store.admit(1);
  }

  @Test
  void removesWhenTheDiskIsFull() throws IOException {
    fill(store.stage());

    assertThat(store.remove(KEY)).isTrue();
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void neverCopiesAnUploadFromAnotherMount() throws IOException {
    Path foreign = Files.writeString(elsewhere.resolve("0000000001"), "new");

    assertThatThrownBy(() -> store.adopt(KEY, foreign, ObjectDescription.NONE))
        .isInstanceOf(AtomicMoveNotSupportedException.class);

    assertUnharmed();
    assertThat(foreign).doesNotExist();
  }

  @Test
  void servesAndSaysThatItCannotTakeUploadsWhenTheDiskIsReadOnly() throws Exception {
    mount.makeReadOnly();
    store = open();
    Path upload = Files.writeString(elsewhere.resolve("0000000001"), "new");

    assertThatThrownBy(store::probe).isInstanceOf(IOException.class);
    assertThatThrownBy(store::stage).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.remove(KEY)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.adopt(KEY, upload, ObjectDescription.NONE))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StoreFullException.class);

    assertUnharmed();
  }
}
