package io.sluice.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a file named sluice.yaml into a folder of the test and loads it. */
final class TestingConfiguration {
  private final Path folder;

  TestingConfiguration(Path folder) {
    this.folder = folder;
  }

  Settings load(String yaml) throws IOException {
    return load(yaml, Map.of());
  }

  Settings load(String yaml, Map<String, String> environment) throws IOException {
    return load(yaml.getBytes(StandardCharsets.UTF_8), environment);
  }

  Settings load(byte[] yaml, Map<String, String> environment) throws IOException {
    Path file = folder.resolve("sluice.yaml");
    Files.write(file, yaml);
    return Settings.load(file, environment);
  }

  static List<Fault> faults(Settings settings) {
    try {
      settings.finish();
      return List.of();
    } catch (ConfigException e) {
      return e.faults();
    }
  }

  static List<String> lines(Settings settings) {
    return faults(settings).stream().map(Fault::toString).toList();
  }
}
