package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.app.SluiceConfig;
import io.sluice.config.ConfigException;
import io.sluice.config.KnownKey;
import io.sluice.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/configuration.md} against what the rooms really read. */
class ConfigurationPageTest {
  private static final String EVERY_SECTION =
      """
      front: {proxy-token: made-up-proxy-token, spool: spool}
      stores: {main: {root: store}, cloud: {kind: s3, bucket: made-up}}
      ftrack: {secret: made-up-secret-of-ftrack}
      thumbor: {key: made-up-key-of-thumbor}
      resize: {secret: made-up-secret-of-resizes}
      encode: {enabled: true, hook: "http://127.0.0.1:1", hook-secret: made-up-secret-of-a-hook}
      """;

  @TempDir private Path folder;
  private Page page = new Page(Path.of(""), "");

  @BeforeEach
  void readThePage() throws IOException {
    page = Page.read("docs/configuration.md");
  }

  @Test
  void listsExactlyTheKeysThatAreRead() throws Exception {
    assertThat(keyRows().stream().map(row -> Page.plain(row.get(0))))
        .containsExactlyInAnyOrderElementsOf(known().stream().map(KnownKey::key).toList());
  }

  @Test
  void saysKindDefaultRangeAndVariableOfEachKey() throws Exception {
    List<String> documented = keyRows().stream().map(this::facts).toList();

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            known().stream().map(ConfigurationPageTest::facts).toList());
  }

  @Test
  void givesAMeaningForEachKey() {
    assertThat(keyRows()).allSatisfy(row -> assertThat(row.get(5)).isNotEmpty());
  }

  @Test
  void namesVariablesThatSetSomething() throws Exception {
    Map<String, String> environment = new HashMap<>();
    for (List<String> row : keyRows()) {
      environment.put(Page.plain(row.get(4)).replace("<NAME>", "MAIN"), "x");
    }
    assertThat(environment).hasSameSizeAs(known());

    Set<String> unknown = new HashSet<>(environment.keySet());
    for (String kind : List.of("file", "s3")) {
      environment.put("SLUICE_STORES_MAIN_KIND", kind);
      ConfigException e = catchThrowableOfType(ConfigException.class, () -> load("", environment));
      String faults = String.valueOf(e.getMessage());
      unknown.removeIf(name -> !faults.contains(name + "  sets no known key"));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void namesTheFileOfEachSecret() throws Exception {
    List<String> rows =
        page.below("## Secrets from files").rows().stream()
            .map(row -> String.join(" ", row))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            known().stream()
                .filter(key -> key.kind().equals("secret"))
                .map(key -> "`%1$s` `%1$s-file` `%2$s_FILE`".formatted(key.key(), variable(key)))
                .toList());
  }

  @Test
  void showsWhatAFailedStartReallyPrints() {
    Page part = page.below("## A start that fails");
    String file = part.blocks("yaml").get(0);

    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> load(file, Map.of(), "bad.yaml"));

    assertThat("sluice: " + e.getMessage() + "\n").isEqualTo(part.blocks("text").get(0));
  }

  @Test
  void showsFilesThatLoad() throws Exception {
    Files.writeString(folder.resolve("proxy-token"), "made-up-proxy-token");
    Files.writeString(folder.resolve("ftrack-secret"), "made-up-secret-of-ftrack");
    String smallest = page.below("## Smallest file").blocks("yaml").get(0);
    String installed =
        Page.read("docs/install.md").below("### /etc/sluice/sluice.yaml").blocks("yaml").get(0);

    assertThat(load(smallest, Map.of())).isNotNull();
    assertThat(load(installed, Map.of())).isNotNull();
  }

  private List<List<String>> keyRows() {
    return page.rows().stream().filter(row -> row.size() == 6).toList();
  }

  private String facts(List<String> row) {
    List<String> plain = row.stream().map(Page::plain).toList();
    String allowed = plain.get(3);
    if (allowed.equals("see below")) {
      allowed = page.blocks("text").get(0).strip().replaceAll("\\s+", " ");
    }
    return String.join(" | ", plain.get(0), plain.get(1), plain.get(2), allowed, plain.get(4));
  }

  private static String facts(KnownKey key) {
    String fallback = key.fallback().isEmpty() ? "none" : key.fallback();
    String allowed = key.allowed().isEmpty() ? "any" : key.allowed();
    return String.join(" | ", key.key(), key.kind(), fallback, allowed, variable(key));
  }

  private static String variable(KnownKey key) {
    return "SLUICE_" + key.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private List<KnownKey> known() throws Exception {
    return load(EVERY_SECTION, Map.of());
  }

  private List<KnownKey> load(String yaml, Map<String, String> environment) throws Exception {
    return load(yaml, environment, "sluice.yaml");
  }

  private List<KnownKey> load(String yaml, Map<String, String> environment, String name)
      throws Exception {
    Path file = Files.writeString(folder.resolve(name), yaml);
    Settings settings =
        Settings.load(Optional.of(file).filter(f -> !yaml.isEmpty()).orElse(null), environment);
    SluiceConfig.read(settings);
    settings.finish();
    return settings.knownKeys();
  }
}
