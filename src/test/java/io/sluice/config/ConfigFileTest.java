package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final Map<String, String> VARIABLE = Map.of("SLUICE_CONFIG", "variable.yaml");

  @TempDir Path folder;

  private static @Nullable String property(String name) {
    return "sluice.config".equals(name) ? "property.yaml" : null;
  }

  @Test
  void takesTheSystemPropertyFirst() {
    assertThat(ConfigFile.find(ConfigFileTest::property, VARIABLE, "context.yaml"))
        .contains(Path.of("property.yaml"));
  }

  @Test
  void takesTheVariableBeforeTheContextParameter() {
    assertThat(ConfigFile.find(name -> null, VARIABLE, "context.yaml"))
        .contains(Path.of("variable.yaml"));
  }

  @Test
  void takesTheContextParameterBeforeTheUsualFile() throws Exception {
    Path usual = Files.createFile(folder.resolve("sluice.yaml"));
    assertThat(ConfigFile.find(name -> null, Map.of(), "context.yaml", usual))
        .contains(Path.of("context.yaml"));
  }

  @Test
  void takesTheUsualFileOnlyIfItExists() throws Exception {
    Path usual = folder.resolve("sluice.yaml");
    assertThat(ConfigFile.find(name -> null, Map.of(), null, usual)).isEmpty();
    Files.createFile(usual);
    assertThat(ConfigFile.find(name -> null, Map.of(), null, usual)).contains(usual);
  }

  @Test
  void skipsAPlaceThatHoldsOnlyBlanks() {
    assertThat(ConfigFile.find(name -> " ", Map.of("SLUICE_CONFIG", ""), "context.yaml"))
        .contains(Path.of("context.yaml"));
  }
}
