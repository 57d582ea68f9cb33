package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rendered files against the programs that judge them: {@code envsubst} and {@code nginx -t}.
 */
class NginxTemplatesIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rendersByteForByteAsEnvsubstDoes(boolean cachesVerdicts) throws Exception {
    Map<String, String> values = TestingNginx.values(folder, 1, 2, cachesVerdicts).toMap();
    NginxTemplates.render(values, folder);
    String list =
        values.keySet().stream().map(name -> "${" + name + "}").collect(Collectors.joining(" "));
    for (String name : NginxTemplates.names()) {
      ProcessBuilder envsubst = new ProcessBuilder("envsubst", list);
      envsubst.environment().putAll(values);
      envsubst.redirectInput(Path.of("nginx/templates", name).toFile());
      assertThat(folder.resolve(name.replace(".template", ""))).hasBinaryContent(output(envsubst));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void passesTheTestOfNginxWithoutAWarning(boolean cachesVerdicts) throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    int port = TestingNginx.freePort();
    NginxTemplates.render(TestingNginx.values(folder, port, 2, cachesVerdicts).toMap(), folder);
    ProcessBuilder test =
        new ProcessBuilder("nginx", "-t", "-p", folder.toString(), "-c", "nginx.conf")
            .redirectErrorStream(true);
    assertThat(new String(output(test), UTF_8))
        .contains("test is successful")
        .doesNotContain("[warn]");
  }

  private static byte[] output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(new String(output, UTF_8)).isZero();
    return output;
  }
}
