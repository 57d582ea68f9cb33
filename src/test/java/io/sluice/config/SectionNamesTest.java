package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionNamesTest {
  @TempDir Path folder;
  private TestingConfiguration files;

  @BeforeEach
  void prepare() {
    files = new TestingConfiguration(folder);
  }

  private static Section child(Map<String, Section> sections, String name) {
    return Objects.requireNonNull(sections.get(name));
  }

  @Test
  void givesTheNamesOfTheFileInItsOrder() throws Exception {
    Settings settings = files.load("stores:\n  main: {kind: file}\n  cloud: {kind: s3}\n");
    Map<String, Section> stores = settings.root().section("stores").sections();
    assertThat(stores).containsOnlyKeys("main", "cloud");
    assertThat(stores.keySet()).containsExactly("main", "cloud");
    assertThat(stores.values().stream().map(store -> store.text("kind")))
        .containsExactly("file", "s3");
    assertThat(stores.values().stream().map(Section::path))
        .containsExactly("stores.main", "stores.cloud");
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void addsTheNamesThatOnlyVariablesIntroduce() throws Exception {
    Settings settings =
        files.load(
            "stores:\n  main: {kind: file}\n",
            Map.of(
                "SLUICE_STORES_MAIN_KIND", "s3",
                "SLUICE_STORES_TAPE_ROOT_FOLDER", "/tape",
                "SLUICE_STORES_COLD_KIND", "gcs"));
    Map<String, Section> stores = settings.root().section("stores").sections();
    assertThat(stores.keySet()).containsExactly("main", "cold", "tape");
    stores.values().forEach(store -> store.text("kind"));
    assertThat(child(stores, "main").text("kind")).isEqualTo("s3");
    assertThat(child(stores, "cold").text("kind")).isEqualTo("gcs");
    assertThat(child(stores, "tape").text("root-folder")).isEqualTo("/tape");
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void givesAVariableToTheNameInTheFileThatItBeginsWith() throws Exception {
    Settings settings =
        files.load("stores:\n  my-cloud: {}\n", Map.of("SLUICE_STORES_MY_CLOUD_KIND", "s3"));
    Map<String, Section> stores = settings.root().section("stores").sections();
    assertThat(stores.keySet()).containsExactly("my-cloud");
    assertThat(child(stores, "my-cloud").text("kind")).isEqualTo("s3");
  }

  @Test
  void takesNoNameFromTheSectionsOwnKeys() throws Exception {
    Settings settings =
        Settings.load(null, Map.of("SLUICE_VARIANTS_MAX_BYTES", "5", "SLUICE_VARIANTS_", "x"));
    Section variants = settings.root().section("variants");
    variants.text("max-bytes");
    assertThat(variants.sections()).isEmpty();
  }

  @Test
  void givesTheSameNamesAgainAfterTheirKeysWereRead() {
    Settings settings = Settings.load(null, Map.of("SLUICE_STORES_MY_CLOUD_KIND", "s3"));
    Section stores = settings.root().section("stores");
    stores.section("my-cloud").text("kind");
    assertThat(stores.sections().keySet()).containsExactly("my-cloud");
    assertThat(child(stores.sections(), "my-cloud").text("kind")).isEqualTo("s3");
  }

  @Test
  void keepsNamesThatHaveDotsOrCapitals() throws Exception {
    Settings settings =
        files.load(
            "policies:\n  cdn.Example.org: {allow: yes}\n",
            Map.of("SLUICE_POLICIES_CDN_EXAMPLE_ORG_ALLOW", "no"));
    Section policy = child(settings.root().section("policies").sections(), "cdn.Example.org");
    assertThat(policy.text("allow")).isEqualTo("no");
    policy.fault("allow", "is odd");
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "SLUICE_POLICIES_CDN_EXAMPLE_ORG_ALLOW  policies.cdn.Example.org.allow = \"no\""
                + "  is odd");
  }

  @Test
  void refusesWhatIsNoMappingUnderAFreeName() throws Exception {
    Settings settings = files.load("stores:\n  main: file\n  cold:\n");
    settings.root().section("stores").sections();
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:2  stores.main  must be a mapping of keys to values",
            "sluice.yaml:3  stores.cold  must be a mapping of keys to values");
  }
}
