package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredFile;
import io.sluice.storage.StoredObject;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandIT {
  private static final String ID = "a7394f1e-a474-417b-8962-0c9b5d719ff7";
  private static final Instant WRITTEN = Instant.parse("2019-03-04T05:06:07Z");

  @TempDir Path folder;
  private TestingConfig config;
  private Path attachments;

  @BeforeEach
  void make() throws IOException {
    config = new TestingConfig(folder);
    attachments = Files.createDirectory(folder.resolve("attachments"));
  }

  private Path attach(String id, String content) throws IOException {
    Path file = attachments;
    for (int i = 0; i < 4; i++) {
      file = file.resolve(id.substring(i, i + 1));
    }
    Files.createDirectories(file);
    file = Files.writeString(file.resolve(id.substring(4)), content);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    return file;
  }

  private StoredObject find(String id) throws IOException {
    FileStoreConfig store =
        new FileStoreConfig("main", config.root, 0, 0, Duration.ZERO, Duration.ofDays(1));
    return FileStore.open(store, Clock.systemUTC()).find(new ObjectKey(id)).orElseThrow();
  }

  private TestingConfig.Run run(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(attachments.toString());
    return config.run("import", all.toArray(String[]::new));
  }

  @Test
  void linksByDefaultAndNamesTheTypeByContent() throws Exception {
    Path original = attach(ID, "%PDF-1.4\n%rest");
    TestingConfig.Run run = run();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("linking 1 components, 14 bytes into store main")
        .contains("1 components imported, 14 bytes");
    StoredObject object = find(ID);
    assertThat(Files.isSameFile(StoredFile.of(object), original)).isTrue();
    assertThat(object.info().modified()).isEqualTo(WRITTEN);
    assertThat(object.info().description().contentType()).isEqualTo("application/pdf");
    assertThat(Files.getLastModifiedTime(original).toInstant()).isEqualTo(WRITTEN);
  }

  @Test
  void copiesWhenTold() throws Exception {
    Path original = attach(ID, "hello");
    assertThat(run("--copy").out()).contains("copying 1 components");
    assertThat(Files.isSameFile(StoredFile.of(find(ID)), original)).isFalse();
    assertThat(StoredFile.of(find(ID))).hasContent("hello");
  }

  @Test
  void importsAnEmptyFile() throws Exception {
    attach(ID, "");
    assertThat(run().code()).isZero();
    assertThat(find(ID).info().length()).isZero();
  }

  @Test
  void skipsWhatTheStoreHasAlready() throws Exception {
    attach(ID, "hello");
    run();
    Files.delete(attach(ID, "gone"));
    attach(ID, "another");
    assertThat(run().out())
        .contains("0 components imported")
        .contains("1 were in the store already");
    assertThat(StoredFile.of(find(ID))).hasContent("gone");
  }

  @Test
  void listsOtherFilesAndFollowsNoLink() throws Exception {
    Path original = attach(ID, "hello");
    Files.writeString(attachments.resolve("README"), "x");
    Path link = original.resolveSibling("0000-a474-417b-8962-0c9b5d719ff7");
    Files.createSymbolicLink(link, original);
    TestingConfig.Run run = run();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("README: not named as a component")
        .contains(link + ": a link")
        .contains("1 components imported")
        .contains("2 files are no components");
  }

  @Test
  void importsNothingInADryRun() throws Exception {
    attach(ID, "hello");
    assertThat(run("--dry-run").out()).contains("1 components would be imported, 5 bytes");
    try (Stream<Path> files = Files.walk(config.root.resolve("objects"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void goesOnAfterAFailureAndEndsWith1() throws Exception {
    Path old = attach("b" + ID.substring(1), "old");
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("1960-01-01T00:00:00Z")));
    attach("c" + ID.substring(1), "hello");
    TestingConfig.Run run = run();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("failed  " + old + ": its modification time is before 1970")
        .contains("1 components imported")
        .contains("1 failed");
  }

  @Test
  void refusesWrongUsage() throws Exception {
    assertThat(run("--link", "--copy").code()).isEqualTo(2);
    assertThat(run("--store", "cellar").code()).isEqualTo(2);
    assertThat(config.run("import").code()).isEqualTo(2);
    assertThat(config.run("import", folder.resolve("nowhere").toString()).code()).isEqualTo(2);
    TestingConfig.Run inside = config.run("import", folder.toString());
    assertThat(inside.code()).isEqualTo(1);
    assertThat(inside.err()).contains("lie in one another");
  }

  @Test
  void goesOnWhereAKilledRunEnded() throws Exception {
    int count = 300;
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(UUID.nameUUIDFromBytes(("id " + i).getBytes(StandardCharsets.UTF_8)).toString());
      attach(ids.get(i), "content of " + i);
    }
    Process first =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("sluice.war"),
                "import",
                "-c",
                config.file.toString(),
                attachments.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("first.log").toFile())
            .start();
    boolean hasEnded = false;
    while (records() < 20 && !hasEnded) {
      hasEnded = first.waitFor(5, TimeUnit.MILLISECONDS);
    }
    first.destroyForcibly().waitFor();
    long before = records();
    assertThat(before).isGreaterThanOrEqualTo(20);

    TestingConfig.Run second = run();
    assertThat(second.code()).isZero();
    assertThat(second.out())
        .contains(count - before + " components imported")
        .contains(before + " were in the store already");
    for (int i = 0; i < count; i++) {
      assertThat(StoredFile.of(find(ids.get(i)))).hasContent("content of " + i);
    }
    assertThat(config.run("scrub", "--no-progress").out())
        .contains(count + " objects checked")
        .contains("0 damaged, 0 missing");
  }

  private long records() throws IOException {
    Path objects = config.root.resolve("objects");
    if (!Files.exists(objects)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(objects)) {
      return files.filter(file -> file.toString().endsWith(".info")).count();
    }
  }
}
