package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
  /** Printed by {@code printf hello | sha256sum}. */
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private static final Clock IN_TWO_DAYS = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));

  @TempDir Path root;
  private TestingTree tree;
  private final TestingScrubListener heard = new TestingScrubListener();

  @BeforeEach
  void open() throws IOException {
    tree = new TestingTree(root);
  }

  private List<String> scrub(Clock clock, boolean deletes)
      throws IOException, InterruptedException {
    heard.lines.clear();
    new Scrub(tree.store, clock, ByteRate.of(0), deletes, heard).run();
    return List.copyOf(heard.lines);
  }

  private List<String> scrub() throws IOException, InterruptedException {
    return scrub(Clock.systemUTC(), false);
  }

  private static Path digest(Path data) {
    return data.resolveSibling(data.getFileName() + ".sha256");
  }

  @Test
  void makesADigestFirstAndComparesThen() throws Exception {
    tree.put("a", "hello");
    assertThat(scrub()).containsExactly("new a");
    Path data = tree.data("a");
    assertThat(digest(data)).hasContent(HELLO + "  " + data.getFileName());
    assertThat(scrub()).containsExactly("same a");
    assertThat(heard.bytes).isEqualTo(10);
    assertThat(tree.staged()).isEmpty();
  }

  @Test
  void namesADamagedObjectWithBothDigests() throws Exception {
    tree.put("a", "hello");
    scrub();
    Files.writeString(tree.data("a"), "jello");
    assertThat(scrub())
        .singleElement()
        .asString()
        .startsWith("damaged a " + HELLO + " ")
        .doesNotEndWith(HELLO);
    assertThat(digest(tree.data("a"))).content().startsWith(HELLO);
  }

  @Test
  void namesACutOffObjectAlsoWithoutADigest() throws Exception {
    tree.put("a", "hello");
    Files.writeString(tree.data("a"), "hell");
    assertThat(scrub()).containsExactly("damaged a 5 bytes 4 bytes");
    assertThat(digest(tree.data("a"))).doesNotExist();
  }

  @Test
  void takesAnEmptyDigestFileForDamage() throws Exception {
    tree.put("a", "hello");
    Files.writeString(digest(tree.data("a")), "");
    assertThat(scrub()).containsExactly("damaged a (no digest in the digest file) " + HELLO);
  }

  @Test
  void namesMissingDataAndUnreadableRecords() throws Exception {
    tree.put("a", "hello");
    tree.put("b", "hello");
    tree.put("c", "hello");
    Files.delete(tree.data("a"));
    Files.writeString(tree.info("b"), "{\"key\":");
    Path elsewhere = tree.info("c").resolveSibling("d.info");
    Files.copy(tree.info("c"), elsewhere);
    assertThat(scrub())
        .hasSize(4)
        .contains("missing a", "new c")
        .anyMatch(line -> line.startsWith("unreadable b.info "))
        .anyMatch(line -> line.startsWith("unreadable d.info it names a key"));
  }

  @Test
  void takesAnObjectThatIsRemovedMeanwhileForNoDamage() throws Exception {
    tree.put("a", "hello");
    scrub();
    Files.writeString(tree.data("a"), "jello");
    heard.onBytes = () -> remove("a");
    assertThat(scrub()).isEmpty();
  }

  @Test
  void leavesNoDigestOfAnObjectThatIsRemovedMeanwhile() throws Exception {
    tree.put("a", "hello");
    heard.onBytes = () -> remove("a");
    scrub();
    assertThat(tree.files()).isEmpty();
  }

  @Test
  void checksTheNewVersionOfAnObjectThatIsReplacedMeanwhile() throws Exception {
    tree.put("a", "hello");
    scrub();
    Files.writeString(tree.data("a"), "jello");
    heard.onBytes = () -> replace("a");
    assertThat(scrub()).containsExactly("new a");
  }

  private void remove(String key) {
    try {
      tree.store.remove(new ObjectKey(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(String key) {
    heard.onBytes = () -> {};
    try {
      tree.put(key, "world");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsAnOrphanForADayAndDeletesItOnlyWhenTold() throws Exception {
    tree.put("a", "hello");
    Path orphan = tree.data("a").resolveSibling("a@0123456789abcdef");
    Files.writeString(orphan, "lost");
    Files.writeString(digest(orphan), "x");
    assertThat(scrub()).containsExactly("new a");
    assertThat(scrub(IN_TWO_DAYS, false)).containsExactly("same a", "orphan a@0123456789abcdef 4");
    assertThat(scrub(IN_TWO_DAYS, true)).containsExactly("same a", "deleted a@0123456789abcdef 4");
    assertThat(orphan).doesNotExist();
    assertThat(digest(orphan)).doesNotExist();
    assertThat(tree.data("a")).hasContent("hello");
  }

  @Test
  void deletesADigestWithoutItsData() throws Exception {
    tree.put("a", "hello");
    Path digest = tree.data("a").resolveSibling("a@0123456789abcdef.sha256");
    Files.writeString(digest, "x");
    assertThat(scrub(IN_TWO_DAYS, true)).contains("deleted a@0123456789abcdef.sha256 1");
    assertThat(digest).doesNotExist();
  }

  @Test
  void keepsReplacedDataThatADownloadMayStillNeed() throws Exception {
    tree.put("a", "hello");
    Path old = tree.data("a");
    tree.put("a", "world");
    assertThat(scrub(IN_TWO_DAYS, true)).containsExactly("new a");
    assertThat(old).exists();
  }

  @Test
  void keepsDataWhoseRecordCannotBeRead() throws Exception {
    tree.put("a", "hello");
    Path data = tree.data("a");
    Files.writeString(tree.info("a"), "{");
    scrub(IN_TWO_DAYS, true);
    assertThat(data).exists();
  }

  @Test
  void countsObjectsAndBytesBeforeItReads() throws Exception {
    tree.put("a", "hello");
    tree.put("b.info", "hi");
    scrub();
    Scrub scrub = new Scrub(tree.store, Clock.systemUTC(), ByteRate.of(0), false, heard);
    assertThat(scrub.survey()).isEqualTo(new Scrub.Survey(2, 7));
  }
}
