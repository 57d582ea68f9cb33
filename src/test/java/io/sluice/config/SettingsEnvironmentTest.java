package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsEnvironmentTest {
  @TempDir Path folder;

  private static Settings settings(String variable, String value) {
    return Settings.load(null, Map.of(variable, value));
  }

  @Test
  void winsOverTheFile() throws Exception {
    Settings settings =
        new TestingConfiguration(folder)
            .load("a: {b-c: 1, d: [e], f: }\n", Map.of("SLUICE_A_B_C", "2", "SLUICE_A_D", "x"));
    assertThat(settings.root().section("a").integer("b-c", 0, 0, 9)).isEqualTo(2);
    assertThat(settings.root().section("a").texts("d", List.of())).containsExactly("x");
  }

  @Test
  void isSeenUnderItsSection() {
    Section root = settings("SLUICE_FTRACK_SIGNATURE_FORM", "auto").root();
    assertThat(root.present()).isTrue();
    assertThat(root.section("ftrack").present()).isTrue();
    assertThat(root.section("ftrack").section("signature").present()).isTrue();
    assertThat(root.section("ftr").present()).isFalse();
    assertThat(root.section("tus").present()).isFalse();
  }

  @Test
  void separatesListsByCommas() {
    Section root = settings("SLUICE_LIST", "a, b ,c").root();
    assertThat(root.texts("list", List.of())).containsExactly("a", "b", "c");
  }

  @Test
  void refusesAnEmptyTextInAList() {
    Settings settings = settings("SLUICE_LIST", "a,,c");
    settings.root().texts("list", List.of());
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "SLUICE_LIST  list = \"a,,c\"  must be a list of single values, none of them empty");
  }

  @Test
  void startsARelativePathFromTheWorkingDirectory() {
    Section root = settings("SLUICE_ROOT", "data").root();
    assertThat(root.path("root")).isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void namesTheVariableInAFault() {
    Settings settings = settings("SLUICE_TUS_PORT", "x");
    settings.root().section("tus").integer("port", 1, 1, 9);
    assertThat(TestingConfiguration.faults(settings))
        .containsExactly(
            new Fault(
                "tus.port", "SLUICE_TUS_PORT", "x", "must be a whole number; allowed: 1 to 9"));
  }

  @Test
  void refusesAVariableThatIsEmpty() {
    Settings settings = settings("SLUICE_TUS_STORE", " ");
    assertThat(settings.root().section("tus").text("store", "main")).isEqualTo("main");
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "SLUICE_TUS_STORE  tus.store = \" \"  has no value; unset the variable or give it one");
  }

  @Test
  void ignoresWhatIsReservedOrForOthers() {
    Settings settings =
        Settings.load(
            null,
            Map.of(
                "SLUICE_CONFIG", "a",
                "SLUICE_NGINX_PORT", "9000",
                "SLUICE_SERVICE_HOST", "10.0.0.1",
                "SLUICE_SERVICE_PORT", "80",
                "SLUICE_SERVICE_PORT_HTTP", "80",
                "SLUICE_PORT", "tcp://10.0.0.1:80",
                "SLUICE_PORT_80_TCP_ADDR", "10.0.0.1",
                "SLUICEGATE", "x",
                "PATH", "/bin"));
    assertThat(settings.root().present()).isFalse();
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }
}
