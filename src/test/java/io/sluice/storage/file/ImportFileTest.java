package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.file.ImportFile.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportFileTest {
  private static final ObjectKey KEY = new ObjectKey("a");
  private static final Instant WRITTEN = Instant.parse("2019-03-04T05:06:07.89Z");

  @TempDir Path folder;
  private TestingTree tree;
  private Path source;
  private final AtomicLong copied = new AtomicLong();

  @BeforeEach
  void open() throws IOException {
    tree = new TestingTree(Files.createDirectory(folder.resolve("root")));
    source = Files.writeString(folder.resolve("original"), "hello");
    Files.setLastModifiedTime(source, FileTime.from(WRITTEN));
  }

  private Optional<ObjectInfo> run(Way way) throws IOException {
    return new ImportFile(tree.store, way, copied::addAndGet)
        .run(KEY, source, new ObjectDescription("text/plain", null));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void keepsTheFilesOwnSecondAsVersion(Way way) throws Exception {
    ObjectInfo info = run(way).orElseThrow();
    assertThat(info.modified()).isEqualTo("2019-03-04T05:06:07Z");
    assertThat(info.version()).isEqualTo(InfoRecord.version(WRITTEN.getEpochSecond(), 5));
    assertThat(tree.store.find(KEY).orElseThrow().info()).isEqualTo(info);
    assertThat(tree.data("a")).hasContent("hello");
    assertThat(Files.getLastModifiedTime(tree.data("a")).toInstant().getEpochSecond())
        .isEqualTo(WRITTEN.getEpochSecond());
    assertThat(tree.staged()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void leavesTheOriginalUntouched(Way way) throws Exception {
    run(way);
    assertThat(source).hasContent("hello");
    assertThat(Files.getLastModifiedTime(source).toInstant()).isEqualTo(WRITTEN);
  }

  @Test
  void copiesNoByteOfALink() throws Exception {
    run(Way.LINK);
    assertThat(Files.isSameFile(source, tree.data("a"))).isTrue();
    assertThat(copied).hasValue(0);
  }

  @Test
  void countsCopiedBytes() throws Exception {
    run(Way.COPY);
    assertThat(Files.isSameFile(source, tree.data("a"))).isFalse();
    assertThat(copied).hasValue(5);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void importsAnEmptyFile(Way way) throws Exception {
    Files.writeString(source, "");
    assertThat(run(way).orElseThrow().length()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void neverReplacesAnObject(Way way) throws Exception {
    tree.put("a", "newer");
    assertThat(run(way)).isEmpty();
    assertThat(tree.data("a")).hasContent("newer");
    assertThat(tree.files()).hasSize(2);
  }

  @Test
  void yieldsToAGatewayThatStoresTheSameKeyMeanwhile() throws Exception {
    TestingTree gateway = new TestingTree(tree.root);
    ImportFile slow =
        new ImportFile(
            tree.store,
            Way.COPY,
            bytes -> {
              try {
                gateway.put("a", "newer");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(slow.run(KEY, source, ObjectDescription.NONE)).isEmpty();
    assertThat(tree.data("a")).hasContent("newer");
    assertThat(tree.files()).hasSize(2);
    assertThat(tree.staged()).isEmpty();
  }

  @Test
  void refusesAFileThatChangesWhileItIsCopied() throws Exception {
    ImportFile slow =
        new ImportFile(
            tree.store,
            Way.COPY,
            bytes -> {
              try {
                Files.writeString(source, "hello, world");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThatThrownBy(() -> slow.run(KEY, source, ObjectDescription.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was changed");
    assertThat(tree.files()).isEmpty();
    assertThat(tree.staged()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void refusesALink(Way way) throws Exception {
    Path target = Files.move(source, folder.resolve("target"));
    Files.createSymbolicLink(source, target);
    assertThatThrownBy(() -> run(way)).hasMessageContaining("no regular file");
    assertThat(tree.files()).isEmpty();
  }

  @Test
  void leavesTheOriginalWhenTheObjectIsReplacedOrRemoved() throws Exception {
    run(Way.LINK);
    ObjectInfo next = tree.put("a", "world");
    assertThat(next.modified()).isAfter(WRITTEN);
    tree.store.remove(KEY);
    assertThat(source).hasContent("hello");
    assertThat(Files.getLastModifiedTime(source).toInstant()).isEqualTo(WRITTEN);
  }

  @Test
  void aCrashBeforeTheCommitIsSweptAndTheOriginalStays() throws Exception {
    run(Way.LINK);
    // What a power cut between the link of the data and the commit leaves.
    Files.move(tree.info("a"), tree.store.leftovers().stagedRecord());
    assertThat(tree.store.find(KEY)).isEmpty();
    assertThat(run(Way.LINK)).isPresent();
    FileStore later =
        FileStore.open(
            TestingTree.config(tree.root), Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
    later.sweep();
    assertThat(tree.files()).hasSize(2);
    assertThat(tree.data("a")).hasContent("hello");
    assertThat(source).hasContent("hello");
  }

  @Test
  void aCrashAfterTheCommitLeavesTheObject() throws Exception {
    run(Way.LINK);
    Files.createLink(tree.store.leftovers().stagedRecord(), tree.info("a"));
    FileStore later =
        FileStore.open(
            TestingTree.config(tree.root), Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
    assertThat(later.sweep()).isOne();
    assertThat(tree.data("a")).hasContent("hello");
    assertThat(tree.staged()).isEmpty();
  }

  @Test
  void aFreshLinkOfAnOldFileIsNoOrphan() throws Exception {
    tree.put("b", "x");
    Path data = tree.data("b").resolveSibling("b@0123456789abcdef");
    Files.createLink(data, source);
    TestingScrubListener heard = new TestingScrubListener();
    new Scrub(tree.store, Clock.systemUTC(), ByteRate.of(0), true, heard).run();
    assertThat(heard.lines).containsExactly("new b");
    assertThat(data).exists();
  }
}
