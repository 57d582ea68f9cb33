package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionSecretTest {
  @TempDir Path folder;
  private TestingConfiguration files;

  @BeforeEach
  void prepare() {
    files = new TestingConfiguration(folder);
  }

  @Test
  void readsASecretThatIsWritten() throws Exception {
    Settings settings = files.load("key: 0123\nblock: |\n  abc def\n");
    assertThat(settings.root().secret("key")).isEqualTo(Secret.of("0123"));
    assertThat(settings.root().secret("block")).isEqualTo(Secret.of("abc def"));
    assertThat(settings.root().secret("other")).isNull();
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void readsASecretFromAFileBesideTheConfiguration() throws Exception {
    Files.writeString(folder.resolve("unix"), "one\n\n");
    Files.writeString(folder.resolve("windows"), "two\r\n");
    Settings settings = files.load("a-file: unix\nb-file: windows\n");
    assertThat(settings.root().secret("a")).isEqualTo(Secret.of("one\n"));
    assertThat(settings.root().requiredSecret("b", 3)).isEqualTo(Secret.of("two"));
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void readsTheFileThatAVariableNames() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "from the file");
    Settings settings =
        files.load(
            "ftrack: {secret: written}\n", Map.of("SLUICE_FTRACK_SECRET_FILE", file.toString()));
    Section ftrack = settings.root().section("ftrack");
    assertThat(ftrack.secret("secret")).isEqualTo(Secret.of("from the file"));
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void prefersTheVariableToTheWrittenFile() throws Exception {
    Settings settings =
        files.load(
            "ftrack: {secret-file: missing}\n", Map.of("SLUICE_FTRACK_SECRET", "from outside"));
    Section ftrack = settings.root().section("ftrack");
    assertThat(ftrack.secret("secret")).isEqualTo(Secret.of("from outside"));
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void refusesASecretThatIsGivenTwiceInOnePlace() throws Exception {
    Settings settings =
        files.load(
            "a: geheim\na-file: geheim.txt\n",
            Map.of("SLUICE_B", "geheim", "SLUICE_B_FILE", "geheim.txt"));
    assertThat(settings.root().secret("a")).isNull();
    assertThat(settings.root().secret("b")).isNull();
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  a  is given twice, by itself and as a-file; keep one of them",
            "SLUICE_B  b  is given twice, by itself and as b-file; keep one of them");
  }

  @Test
  void saysWhyAFileCanNotBeRead() throws Exception {
    Files.createDirectory(folder.resolve("folder"));
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 1});
    Files.writeString(folder.resolve("empty"), "\n");
    Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
    Settings settings =
        files.load(
            """
            a-file: geheim
            b-file: folder
            c-file: binary
            d-file: empty
            e-file: large
            f-file: "geheim\\0"
            """);
    for (String key : new String[] {"a", "b", "c", "d", "e", "f"}) {
      assertThat(settings.root().secret(key)).isNull();
    }
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  a-file  names a file that does not exist",
            "sluice.yaml:2  b-file  names a file that can not be read by the user that runs Sluice",
            "sluice.yaml:3  c-file  names a file that is not text in UTF-8",
            "sluice.yaml:4  d-file  holds an empty secret",
            "sluice.yaml:5  e-file  names a file larger than 64KiB: no secret",
            "sluice.yaml:6  f-file  names a file that can not be read by the user that runs"
                + " Sluice");
  }

  @Test
  void saysHowToMakeAMissingSecret() throws Exception {
    Settings settings = files.load("ftrack:\n  store: main\n");
    settings.root().section("ftrack").text("store");
    settings.root().section("ftrack").requiredSecret("secret", 32);
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  ftrack.secret  is missing; make one with \"openssl rand -base64 48\""
                + " and give it here, in a file named by secret-file, or as SLUICE_FTRACK_SECRET");
  }

  @Test
  void showsOnlyTheLengthOfAShortSecret() throws Exception {
    Files.writeString(folder.resolve("s"), "geheim");
    Settings settings = files.load("a: geheim\nb-file: s\n", Map.of("SLUICE_C", "geheim"));
    settings.root().requiredSecret("a", 7);
    settings.root().requiredSecret("b", 7);
    settings.root().requiredSecret("c", 7);
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  a  is too short: 6 characters; at least 7 characters",
            "sluice.yaml:2  b-file  is too short: 6 characters; at least 7 characters",
            "SLUICE_C  c  is too short: 6 characters; at least 7 characters");
  }

  @Test
  void acceptsASecretOfTheLeastLength() throws Exception {
    Settings settings = files.load("a: geheim\n");
    assertThat(settings.root().requiredSecret("a", 6)).isEqualTo(Secret.of("geheim"));
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void givesNoSecretThatOthersCouldGuessAfterAFault() throws Exception {
    Settings settings = files.load("a: short\n");
    Secret first = settings.root().requiredSecret("a", 32);
    assertThat(first.reveal()).hasSize(64);
    assertThat(first).isNotEqualTo(settings.root().requiredSecret("a", 32));
    assertThat(first).isNotEqualTo(settings.root().requiredSecret("b", 32));
  }

  @Test
  void neverShowsASecretInAnyFault() throws Exception {
    Settings settings =
        files.load(
            """
            ftrack:
              secret: {geheim: geheim}
              previous-secret: [geheim]
              secert: geheim
              key:
            tus: {secret:geheim, store: main}
            resize:
              store: main
                secret:geheim
            thumbor:
              key: !geheim geheim
              salt: geheim
            """,
            Map.of("SLUICE_FTRACK_SECRTE", "geheim"));
    Section ftrack = settings.root().section("ftrack");
    ftrack.requiredSecret("secret", 1);
    ftrack.secret("previous-secret");
    ftrack.requiredSecret("key", 1);
    settings.root().section("tus").requiredSecret("secret", 1);
    settings.root().section("tus").text("store");
    settings.root().section("resize").flag("store", false);
    Section thumbor = settings.root().section("thumbor");
    thumbor.requiredSecret("key", 1);
    thumbor.secret("salt");
    thumbor.fault("salt", "is odd");
    assertThat(TestingConfiguration.lines(settings))
        .hasSize(9)
        .allSatisfy(line -> assertThat(line).doesNotContain("geheim"))
        .contains(
            "sluice.yaml:6  tus.secret  needs a space after the ':'",
            "sluice.yaml:8  resize.store  goes on in the next line; quote it, or put a space after"
                + " that line's ':'",
            "sluice.yaml:11  thumbor.key  has a tag of its own (!...); a value that begins with !"
                + " needs quotes",
            "sluice.yaml:12  thumbor.salt  is odd");
  }
}
