package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedBoundTest {
  /** The least that a file counts: of a length below it the number of files is what is bounded. */
  private static final int UNIT = 16_384;

  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path root;
  private final List<FileStore> opened = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (FileStore store : opened) {
      store.close();
    }
  }

  private FileStore open(long minFree) throws IOException {
    Duration day = Duration.ofDays(1);
    FileStoreConfig config = new FileStoreConfig("main", root, minFree, 0, day, day);
    FileStore store = FileStore.open(config, Clock.systemUTC());
    opened.add(store);
    return store;
  }

  /** Made at one minute, and read at another. */
  private static void publish(
      FileStore store, DerivedFiles folder, String name, int units, int made, int read)
      throws IOException {
    Path staged = store.stage();
    Files.write(staged, new byte[units * UNIT - 100]);
    folder.publish(new ObjectKey(name), staged);
    Files.getFileAttributeView(file(folder, name), BasicFileAttributeView.class)
        .setTimes(minute(made), minute(read), null);
  }

  private static Path file(DerivedFiles folder, String name) throws IOException {
    var found = folder.find(new ObjectKey(name), file -> new ObjectDescription(null, null));
    return ((io.sluice.storage.FileBytes) found.orElseThrow().bytes()).file();
  }

  private static FileTime minute(int minutes) {
    return FileTime.from(THEN.plus(Duration.ofMinutes(minutes)));
  }

  private static boolean isThere(DerivedFiles folder, String name) throws IOException {
    return folder.find(new ObjectKey(name), file -> new ObjectDescription(null, null)).isPresent();
  }

  @Test
  void deletesWhatWasNotUsedForTheLongestTimeInBothFolders() throws IOException {
    FileStore store = open(0);
    DerivedFiles variants = store.derived().variants();
    DerivedFiles published = store.derived().published();
    publish(store, variants, "a/oldest", 1, 1, 0);
    publish(store, variants, "a/old-but-read", 1, 1, 9);
    publish(store, published, "b/second", 1, 2, 2);
    publish(store, published, "b/newest", 8, 8, 8);
    DerivedBound bound = new DerivedBound(store, 10 * UNIT);
    assertThat(bound.heldBytes()).isEqualTo(11 * UNIT);
    assertThat(bound.sweep()).isEqualTo(2);
    assertThat(bound.heldBytes()).isEqualTo(9 * UNIT);
    assertThat(isThere(variants, "a/oldest")).isFalse();
    assertThat(isThere(published, "b/second")).isFalse();
    assertThat(isThere(variants, "a/old-but-read")).isTrue();
    assertThat(isThere(published, "b/newest")).isTrue();
    assertThat(bound.sweep()).isZero();
  }

  @Test
  void deletesNoMoreOfOneMinuteThanIsNeeded() throws IOException {
    FileStore store = open(0);
    for (int i = 0; i < 11; i++) {
      publish(store, store.derived().variants(), "v/" + i, 1, 5, 5);
    }
    DerivedBound bound = new DerivedBound(store, 10 * UNIT);
    assertThat(bound.sweep()).isEqualTo(2);
    assertThat(bound.heldBytes()).isEqualTo(9 * UNIT);
  }

  @Test
  void countsWhatWasPublishedSinceAndLooksNoSooner() throws IOException {
    FileStore store = open(0);
    DerivedFiles variants = store.derived().variants();
    publish(store, variants, "a", 6, 1, 1);
    DerivedBound bound = new DerivedBound(store, 10 * UNIT);
    assertThat(bound.sweep()).isZero();
    publish(store, variants, "b", 3, 2, 2);
    assertThat(bound.heldBytes()).isEqualTo(9 * UNIT);
    assertThat(bound.sweep()).isZero();
    publish(store, variants, "c", 3, 3, 3);
    assertThat(bound.sweep()).isEqualTo(1);
    assertThat(isThere(variants, "a")).isFalse();
    assertThat(bound.heldBytes()).isEqualTo(6 * UNIT);
  }

  @Test
  void leavesNoEmptyFolderAndNoLockBehindAndNothingElseIsTouched() throws IOException {
    FileStore store = open(0);
    DerivedFiles published = store.derived().published();
    store.derived().published().lock("x/y").close();
    publish(store, published, "x/y/z", 1, 1, 1);
    Path staged = store.stage();
    Files.write(staged, new byte[5000]);
    store.adopt(new ObjectKey("x/y/z"), staged, new ObjectDescription(null, null));
    assertThat(new DerivedBound(store, 10).sweep()).isEqualTo(1);
    assertThat(root.resolve("published/x")).doesNotExist();
    assertThat(root.resolve("published/.locks")).isNotEmptyDirectory();
    assertThat(store.find(new ObjectKey("x/y/z"))).isPresent();
    publish(store, published, "x/y/z", 1, 1, 1);
    assertThat(isThere(published, "x/y/z")).isTrue();
  }

  @Test
  void hasNoBoundWhenItIsZeroButGivesWayToUploads() throws IOException {
    FileStore store = open(0);
    publish(store, store.derived().variants(), "a", 1, 1, 1);
    assertThat(new DerivedBound(store, 0).sweep()).isZero();
    store.close();
    FileStore full = open(Files.getFileStore(root).getTotalSpace());
    DerivedBound bound = new DerivedBound(full, 0);
    assertThat(bound.sweep()).isEqualTo(1);
    assertThat(bound.heldBytes()).isZero();
    assertThat(bound.sweep()).isZero();
  }

  /** Else a disk has no more inodes long before it has no more blocks. */
  @Test
  void countsEachFileByWhatItTakesOfTheDisk() throws IOException {
    assertThat(DerivedFiles.room(0)).isEqualTo(16_384);
    assertThat(DerivedFiles.room(16_385)).isEqualTo(20_480);
    FileStore store = open(0);
    for (int i = 0; i < 4; i++) {
      Path staged = Files.writeString(store.stage(), "tiny");
      store.derived().variants().publish(new ObjectKey("v/" + i), staged);
    }
    assertThat(new DerivedBound(store, 3 * UNIT).heldBytes()).isEqualTo(4 * UNIT);
  }

  @Test
  void findsNothingToDoInANewStore() throws IOException {
    DerivedBound bound = new DerivedBound(open(0), 1);
    assertThat(bound.sweep()).isZero();
    assertThat(bound.heldBytes()).isZero();
  }
}
