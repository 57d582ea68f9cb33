package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NginxTemplatesTest {
  private static final Path SOURCES = Path.of("nginx/templates");

  @TempDir Path folder;

  @Test
  void namesEveryTemplateOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> onDisk =
          files
              .map(file -> SOURCES.relativize(file).toString())
              .filter(name -> name.endsWith(".template"))
              .toList();
      assertThat(NginxTemplates.names()).containsExactlyInAnyOrderElementsOf(onDisk);
    }
  }

  @Test
  void usesBracesForOurVariablesOnly() throws IOException {
    Pattern others = Pattern.compile("\\$\\{(?!SLUICE_NGINX_[A-Z0-9_]+})|\\$SLUICE");
    for (String name : NginxTemplates.names()) {
      assertThat(Files.readString(SOURCES.resolve(name))).as(name).doesNotContainPattern(others);
    }
  }

  @Test
  void startsEveryNameOfOursWithSluice() throws IOException {
    Pattern defined =
        Pattern.compile(
            "(?m)^ *(?:map .*|geo|set|auth_request_set) \\$(?!sluice_)|\\(\\?<(?!sluice_)");
    for (String name : NginxTemplates.names()) {
      assertThat(Files.readString(SOURCES.resolve(name))).as(name).doesNotContainPattern(defined);
    }
  }

  @Test
  void asksForExactlyTheValuesThatARecordHas() {
    assertThat(TestingNginx.values(folder, 1, 2, false).toMap().keySet())
        .containsExactlyInAnyOrderElementsOf(NginxTemplates.variables());
  }

  @Test
  void namesEveryMissingValueAndWritesNothing() {
    Map<String, String> values = values();
    values.remove("SLUICE_NGINX_APP");
    values.remove("SLUICE_NGINX_SPOOL");
    assertThatThrownBy(() -> NginxTemplates.render(values, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("SLUICE_NGINX_APP", "SLUICE_NGINX_SPOOL");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void replacesFilesThatOnlyOwnerAndGroupMayRead() throws IOException {
    Path proxy = folder.resolve("sluice/proxy.conf");
    Files.createDirectories(proxy.getParent());
    Files.writeString(proxy, "old");
    NginxTemplates.render(values(), folder);
    assertThat(Files.readString(proxy)).contains("\"" + TestingNginx.TOKEN + "\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(proxy)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(NginxTemplates.names().size());
    }
  }

  @Test
  void putsAValueInAsItIsEvenIfItLooksLikeAVariable() throws IOException {
    Map<String, String> values = values();
    values.put("SLUICE_NGINX_CORS_MAP", "default ${SLUICE_NGINX_APP}\\$1;");
    NginxTemplates.render(values, folder);
    assertThat(folder.resolve("conf.d/10-sluice-http.conf"))
        .content()
        .contains("default ${SLUICE_NGINX_APP}\\$1;");
  }

  private Map<String, String> values() {
    return new HashMap<>(TestingNginx.values(folder, 1, 2, false).toMap());
  }
}
