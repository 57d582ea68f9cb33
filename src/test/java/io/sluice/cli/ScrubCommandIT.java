package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredFile;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubCommandIT {
  @TempDir Path folder;
  private TestingConfig config;
  private FileStore store;

  @BeforeEach
  void fill() throws IOException {
    config = new TestingConfig(folder);
    store =
        FileStore.open(
            new FileStoreConfig("main", config.root, 0, 0, Duration.ZERO, Duration.ofDays(1)),
            Clock.systemUTC());
    for (String key : new String[] {"a", "b"}) {
      Path file = store.stage();
      Files.writeString(file, "content of " + key);
      store.adopt(new ObjectKey(key), file, ObjectDescription.NONE);
    }
  }

  private Path data(String key) throws IOException {
    return StoredFile.of(store.find(new ObjectKey(key)).orElseThrow());
  }

  @Test
  void saysWhatItDid() {
    TestingConfig.Run first = config.run("scrub", "--rate", "100MiB");
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("store main: 2 objects checked, 24 bytes read")
        .contains("2 new digests, 0 damaged");
    assertThat(config.run("scrub", "--no-progress").out()).contains("0 new digests, 0 damaged");
  }

  @Test
  void endsWith1WhenThereIsDamage() throws Exception {
    config.run("scrub");
    Files.writeString(data("a"), "Content of a");
    TestingConfig.Run run = config.run("scrub", "--store", "main");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("damaged object a", data("a").toString(), "1 damaged");
  }

  @Test
  void refusesWrongUsage() {
    assertThat(config.run("scrub", "--store", "cellar").code()).isEqualTo(2);
    TestingConfig.Run rate = config.run("scrub", "--rate", "fast");
    assertThat(rate.code()).isEqualTo(2);
    assertThat(rate.err()).contains("\"fast\" must be a whole number and a unit");
  }

  @Test
  void makesNoStoreWhereThereIsNone() throws Exception {
    TestingConfig empty = new TestingConfig(Files.createDirectory(folder.resolve("empty")));
    TestingConfig.Run run = empty.run("scrub");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no store in");
    assertThat(empty.root).isEmptyDirectory();
  }
}
