package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  @TempDir Path folder;
  private TestingConfiguration files;

  @BeforeEach
  void prepare() {
    files = new TestingConfiguration(folder);
  }

  private static void assertOnlyFault(Settings settings, String line) {
    // Whatever is missing or odd because of the file is not worth a word of its own.
    settings.root().section("ftrack").requiredText("store");
    assertThat(TestingConfiguration.lines(settings)).containsExactly(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "{}", "---\n...\n"})
  void takesAnEmptyFileAsNoSettings(String yaml) throws Exception {
    Settings settings = files.load(yaml);
    assertThat(settings.root().present()).isFalse();
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void namesThePlacesWhenTheFileDoesNotExist() {
    Path file = folder.resolve("absent.yaml");
    assertOnlyFault(
        Settings.load(file, Map.of()),
        file
            + "  does not exist; the configuration is looked for at: -Dsluice.config=FILE, the"
            + " environment variable SLUICE_CONFIG, the context parameter sluice.config,"
            + " /etc/sluice/sluice.yaml");
  }

  @Test
  void refusesAFolder() {
    assertOnlyFault(Settings.load(folder, Map.of()), folder + "  can not be read; is it a file?");
  }

  @Test
  void refusesAFileAboveOneMebibyte() throws Exception {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) '\n');
    assertThat(TestingConfiguration.lines(files.load(bytes, Map.of()))).isEmpty();
    Path file = folder.resolve("sluice.yaml");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertOnlyFault(
        Settings.load(file, Map.of()), file + "  is larger than 1MiB: no configuration");
  }

  @Test
  void refusesWhatIsNotUtf8WithItsLine() throws Exception {
    byte[] bytes = "a: b\nc: grün\n".getBytes(StandardCharsets.ISO_8859_1);
    assertOnlyFault(
        files.load(bytes, Map.of()), "sluice.yaml:2  is not UTF-8; save the file in UTF-8");
  }

  @Test
  void refusesUtf8ThatEndsWithinACharacter() throws Exception {
    byte[] bytes = {'a', ':', ' ', (byte) 0xc3};
    assertOnlyFault(
        files.load(bytes, Map.of()), "sluice.yaml:1  is not UTF-8; save the file in UTF-8");
  }

  @Test
  void readsAByteOrderMarkAndWindowsLineEnds() throws Exception {
    Settings settings = files.load("\uFEFFa: b\r\nc:\r\n  d: grün\r\n");
    assertThat(settings.root().text("a")).isEqualTo("b");
    assertThat(settings.root().section("c").text("d")).isEqualTo("grün");
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | a:\\n\\tb: c             | a tab can not indent; use spaces",
        "1 | a: geheim: c             | a second ': ' in one line; quote the value",
        "2 | a: b\\nc: *geheim        | a value that begins with * needs quotes",
        "1 | a: @geheim               | a value that begins with @, ` or % needs quotes",
        "1 | a: \"\\\\geheim\"        | after a \\ in double quotes stands no known letter",
        "2 | a: b\\nc: \"geheim\\n  d | a quote is opened and never closed",
        "2 | a: b\\ngeheim\\nd: e     | a ':' and a space are missing after a key",
        "2 | a: b\\n--- geheim        | there is a second document after '---'",
        "3 | a:\\n    b: c\\n  geheim: d | the indentation does not fit the lines above",
        "2 | a: [b\\nc: geheim        | a ',' or a closing bracket is missing",
        "2 | a: b\\nc: gehe\u0001im   | there is a character that YAML forbids"
      })
  void saysInWhichLineTheFormIsBrokenWithoutQuotingIt(int line, String yaml, String message)
      throws Exception {
    String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    assertOnlyFault(
        files.load(text), "sluice.yaml:" + line + "  is not well-formed YAML: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a\n- b\n", "geheim\n", "\"\"\n"})
  void refusesWhatIsNoMapping(String yaml) throws Exception {
    assertOnlyFault(
        files.load(yaml), "sluice.yaml:1  must be a mapping: lines of the form \"key: value\"");
  }

  @Test
  void refusesAKeyThatIsWrittenTwice() throws Exception {
    Settings settings = files.load("ftrack:\n  store: a\n  store: b\nftrack: {}\n");
    assertThat(settings.root().section("ftrack").text("store")).isEqualTo("a");
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:3  ftrack.store  is written twice; the first is in line 2",
            "sluice.yaml:4  ftrack  is written twice; the first is in line 1");
  }

  @Test
  void refusesAKeyThatIsNoWord() throws Exception {
    Settings settings = files.load("a:\n  ? [b]\n  : c\n  ? ''\n  : d\n");
    settings.root().section("a");
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:2  a  has a key that is no plain word",
            "sluice.yaml:4  a  has a key that is no plain word");
  }

  @Test
  void readsAliases() throws Exception {
    Settings settings = files.load("a: &x {b: c}\nd: *x\ne: [&y f, *y]\n");
    assertThat(settings.root().section("a").text("b")).isEqualTo("c");
    assertThat(settings.root().section("d").text("b")).isEqualTo("c");
    assertThat(settings.root().texts("e", java.util.List.of())).containsExactly("f", "f");
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void refusesAliasesThatGrowWithoutBound() throws Exception {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 24; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(TestingConfiguration.lines(files.load(yaml.toString())))
        .singleElement()
        .asString()
        .endsWith("grows too large through its aliases (*name)");
  }

  @Test
  void refusesTooManyAliases() throws Exception {
    String yaml = "a: &a [x]\nb: [" + "*a, ".repeat(60) + "]\n";
    assertOnlyFault(
        files.load(yaml), "sluice.yaml  is not well-formed YAML: too many aliases (*name)");
  }

  @Test
  void refusesAnAliasOfItself() throws Exception {
    assertOnlyFault(
        files.load("a: &a\n  b: *a\n"),
        "sluice.yaml:2  grows too large through its aliases (*name)");
  }

  @Test
  void refusesDeepNestingBeforeTheStackEnds() throws Exception {
    assertOnlyFault(
        files.load("a:\n  " + "[".repeat(200_000)), "sluice.yaml:2  is nested too deep");
  }
}
