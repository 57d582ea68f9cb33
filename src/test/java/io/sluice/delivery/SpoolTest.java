package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Secret;
import io.sluice.http.HttpErrorException;
import io.sluice.storage.TestingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  private static final String NAME = "0000000001";

  @TempDir Path root;

  private final TestingClock clock = new TestingClock();
  private Path folder;
  private Spool spool;

  @BeforeEach
  void openSpool() throws IOException {
    folder = Files.createDirectory(root.resolve("spool"));
    spool = open(folder);
  }

  private Spool open(Path at) throws IOException {
    Secret token = Secret.of("made-up-proxy-token");
    return new Spool(new FrontConfig(token, at, Duration.ofHours(1)), clock);
  }

  private Path spooled(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "body");
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    return file;
  }

  private void assertAnswered(FrontError row, String name) {
    assertThatThrownBy(() -> spool.accept(name))
        .isInstanceOfSatisfying(
            HttpErrorException.class, e -> assertThat(e.error()).isEqualTo(row));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000001", "9999999999", "12345678901", "00000000000000000001"})
  void acceptsAFileNamedAsNginxNamesIt(String name) throws IOException {
    Path file = spooled(name);

    assertThat(spool.accept(file.toString())).isEqualTo(file.toRealPath());
  }

  @Test
  void acceptsTheSpoolUnderAnotherNameOfTheSameFolder() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link"), folder);
    Path file = spooled(NAME);

    assertThat(spool.accept(link.resolve(NAME).toString())).isEqualTo(file.toRealPath());
    assertThat(open(link).accept(file.toString())).isEqualTo(file.toRealPath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "..",
        ".hidden",
        "000000001",
        "000000000000000000001",
        "000000000a",
        "0000000001.tmp",
        "0000000001\n",
        "٠٠٠٠٠٠٠٠٠١",
        "probe-1.tmp"
      })
  void refusesANameThatNginxDoesNotGive(String name) {
    assertAnswered(FrontError.SPOOL_FILE_REFUSED, folder + "/" + name);
  }

  @Test
  void refusesAFileOutsideTheFolder() throws IOException {
    Files.writeString(root.resolve(NAME), "secret");
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("below").resolve(NAME), "x");

    for (String outside :
        new String[] {
          root + "/" + NAME,
          folder + "/../" + NAME,
          folder + "/below/" + NAME,
          folder + "/below/../../" + NAME,
          "/gone/" + NAME,
          "/" + NAME,
          NAME,
          "\0/" + NAME,
          ""
        }) {
      assertAnswered(FrontError.SPOOL_FILE_REFUSED, outside);
    }
  }

  @Test
  void refusesALinkAndAFolder() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("0000000002"), secret);
    Files.createSymbolicLink(folder.resolve("0000000003"), spooled(NAME));
    Files.createDirectory(folder.resolve("0000000004"));

    for (String name : new String[] {"0000000002", "0000000003", "0000000004"}) {
      assertAnswered(FrontError.SPOOL_FILE_REFUSED, folder.resolve(name).toString());
    }
  }

  @Test
  void answers503WhenTheFileIsGone() {
    assertAnswered(FrontError.SPOOL_FILE_GONE, folder.resolve(NAME).toString());
  }

  @Test
  void answers503ForAFileThatItMayNotTake() throws IOException {
    Path file = spooled(NAME);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(
        Files.isReadable(file), "SKIPPED, this user (root?) may read every file");

    assertAnswered(FrontError.SPOOL_FILE_UNREADABLE, file.toString());
  }

  @Test
  void acceptsAnotherUsersFileWhenItMayTakeIt() throws IOException {
    Path file = spooled(NAME);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try {
      Files.setAttribute(file, "unix:uid", 65_534);
    } catch (IOException e) {
      Assumptions.abort("SKIPPED, only root may give files away: " + e);
    }

    assertThat(spool.accept(file.toString())).isEqualTo(file.toRealPath());
  }

  @Test
  void isNotOpenedWithoutItsFolder() {
    assertThatThrownBy(() -> open(root.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void sweepsOldBodiesAndNothingElse() throws IOException {
    Path old = spooled(NAME);
    Path probe = spooled("probe-1.tmp");
    Path foreign = spooled("README");
    Path link = Files.createSymbolicLink(folder.resolve("0000000009"), foreign);
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    Path young = spooled("0000000002");

    assertThat(spool.sweep()).isEqualTo(2);

    assertThat(old).doesNotExist();
    assertThat(probe).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
    assertThat(link).isSymbolicLink();
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void tellsHowManyBodiesLieThereAndHowOldTheOldestIs() throws IOException {
    assertThat(spool.state()).isEqualTo(new Spool.State(0, Duration.ZERO));
    spooled(NAME);
    spooled("README");
    clock.advance(Duration.ofMinutes(7));
    spooled("0000000002");

    assertThat(spool.state()).isEqualTo(new Spool.State(2, Duration.ofMinutes(7)));
  }

  @Test
  void provesThatItIsThereForAStoreElsewhere() throws IOException {
    spool.probe();
    assertThat(folder).isEmptyDirectory();
    Files.delete(folder);
    assertThatThrownBy(spool::probe).isInstanceOf(IOException.class);
  }

  @Test
  void provesThatABodyCanBeRenamedIntoTheStore() throws IOException {
    Path staging = Files.createDirectory(root.resolve("staging"));

    spool.probe(staging);

    assertThat(folder).isEmptyDirectory();
    assertThat(staging).isEmptyDirectory();
    assertThatThrownBy(() -> spool.probe(root.resolve("gone"))).isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysHowToMendASpoolOnAnotherMount() throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(folder)),
        "SKIPPED, no second mount to write to");
    Path staging = Files.createTempDirectory(memory, "sluice-spool-test-");
    try {
      assertThatThrownBy(() -> spool.probe(staging))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not on one mount");
      assertThat(folder).isEmptyDirectory();
    } finally {
      Files.delete(staging);
    }
  }
}
