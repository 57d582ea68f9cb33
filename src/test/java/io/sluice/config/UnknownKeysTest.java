package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {
  private enum Kind {
    FILE,
    S3
  }

  @TempDir Path folder;

  private Settings read(String yaml, Map<String, String> environment) throws Exception {
    Settings settings = new TestingConfiguration(folder).load(yaml, environment);
    Section root = settings.root();
    root.text("public-url");
    for (Section store : root.section("stores").sections().values()) {
      store.choice("kind", Kind.FILE, Kind.class);
      store.path("root");
    }
    Section ftrack = root.section("ftrack");
    ftrack.text("store", "main");
    ftrack.secret("secret");
    ftrack.section("signature").flag("required", true);
    Section tus = root.section("tus");
    tus.bytes("max-size", 0, 0, Long.MAX_VALUE);
    tus.duration(
        "expire-after", Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofDays(36_500));
    tus.texts("hooks", List.of("a", "b"));
    return settings;
  }

  private List<String> lines(String yaml) throws Exception {
    return TestingConfiguration.lines(read(yaml, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftrack: {secrte: x}        | ftrack.secrte      | (did you mean \"secret\"?)",
        "ftrack: {secret_file: x}   | ftrack.secret_file | (did you mean \"secret-file\"?)",
        "ftrakc: {secret: x}        | ftrakc             | (did you mean \"ftrack\"?)",
        "stores: {main: {rot: x}}   | stores.main.rot    | (did you mean \"root\"?)",
        "ftrack: {max-size: 1}      | ftrack.max-size    | (did you mean \"tus.max-size\"?)",
        "{stores: {m: {}}, tus: {root: x}} | tus.root           | (did you mean \"stores.<name>.root\"?)",
        "signature: {}              | signature          | (did you mean \"ftrack.signature\"?)",
        "public_url: x              | public_url         | (did you mean \"public-url\"?)"
      })
  void saysWhichKeyWasMeant(String yaml, String key, String hint) throws Exception {
    assertThat(lines(yaml + "\n"))
        .containsExactly("sluice.yaml:1  " + key + "  is not a known key " + hint);
  }

  @Test
  void listsTheFewKnownKeysWhenNothingIsNear() throws Exception {
    assertThat(lines("tus: {colour: blue}\n"))
        .containsExactly(
            "sluice.yaml:1  tus.colour  is not a known key"
                + " (known here: max-size, expire-after, hooks)");
  }

  @Test
  void explainsADottedKey() throws Exception {
    assertThat(lines("ftrack.store: main\n"))
        .containsExactly(
            "sluice.yaml:1  ftrack.store  is not a known key; a dot in a key means nothing here,"
                + " write one section in the other");
  }

  @Test
  void explainsAFileForWhatIsNoSecret() throws Exception {
    Settings settings = read("ftrack: {store-file: x}\n", Map.of("SLUICE_TUS_HOOKS_FILE", "x"));
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  ftrack.store-file  is not a known key;"
                + " only secrets can be read from a file",
            "SLUICE_TUS_HOOKS_FILE  sets no known key; only secrets can be read from a file");
  }

  @Test
  void mergesNothing() throws Exception {
    assertThat(lines("ftrack: &f {store: a}\ntus:\n  <<: *f\n"))
        .singleElement()
        .asString()
        .startsWith("sluice.yaml:3  tus.<<  is not a known key");
  }

  @ParameterizedTest
  @CsvSource({
    "SLUICE_FTRACK_SECRTE, SLUICE_FTRACK_SECRET",
    "SLUICE_FTRACK_SECRET_FIEL, SLUICE_FTRACK_SECRET_FILE",
    "SLUICE_FTRAKC_PREVIOUS_SECRET, SLUICE_FTRACK_PREVIOUS_SECRET",
    "SLUICE_RESIZE_EXPIRE_AFTER, SLUICE_TUS_EXPIRE_AFTER",
    "SLUICE_PUBLICURL, SLUICE_PUBLIC_URL"
  })
  void saysWhichVariableWasMeant(String variable, String meant) throws Exception {
    Settings settings = read("", Map.of(variable, "geheim"));
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(variable + "  sets no known key (did you mean \"" + meant + "\"?)");
  }

  @Test
  void refusesAVariableThatIsLikeNothing() throws Exception {
    Settings settings = read("", Map.of("SLUICE_COLOUR", "blue"));
    assertThat(TestingConfiguration.faults(settings))
        .containsExactly(new Fault("SLUICE_COLOUR", null, null, "sets no known key"));
  }

  @Test
  void tellsEveryKeyWithKindDefaultAndRange() throws Exception {
    Settings settings = read("stores: {main: {kind: s3}, cold: {}}\n", Map.of());
    settings.root().section("ftrack").requiredSecret("key", 32);
    settings.root().requiredText("name");
    assertThat(settings.knownKeys())
        .containsExactly(
            new KnownKey("public-url", "text", "", ""),
            new KnownKey("stores.<name>.kind", "choice", "file", "file, s3"),
            new KnownKey("stores.<name>.root", "path", "", ""),
            new KnownKey("ftrack.store", "text", "main", ""),
            new KnownKey("ftrack.secret", "secret", "", ""),
            new KnownKey("ftrack.signature.required", "flag", "true", "true, false"),
            new KnownKey("tus.max-size", "size", "0", "0 or more"),
            new KnownKey("tus.expire-after", "duration", "7d", "1m or more"),
            new KnownKey("tus.hooks", "list", "a, b", ""),
            new KnownKey("ftrack.key", "secret", "required", "at least 32 characters"),
            new KnownKey("name", "text", "required", ""));
  }
}
