package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rendered files against the programs that judge them: {@code envsubst} and {@code nginx -t}.
 */
class NginxTemplatesIT {
  @TempDir Path folder;

  /** A front for each kind of store, and with each optional part. */
  private enum Kind {
    FILE,
    FILE_WITH_VERDICT_CACHE,
    BUCKET,
    BUCKET_OVER_TLS
  }

  private Map<String, String> values(Kind kind, int port) {
    NginxValues file = TestingNginx.values(folder, port, 2, kind == Kind.FILE_WITH_VERDICT_CACHE);
    if (kind == Kind.FILE || kind == Kind.FILE_WITH_VERDICT_CACHE) {
      return file.toMap();
    }
    URI origin =
        URI.create(kind == Kind.BUCKET ? "http://127.0.0.1:9090" : "https://localhost:9443");
    String authorities = "/etc/ssl/certs/ca-certificates.crt";
    NginxBucket bucket = new NginxBucket(origin, authorities, "64m", "1m");
    return new NginxValues(file.site(), file.app(), file.folders(), file.limits(), false, bucket)
        .toMap();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void rendersByteForByteAsEnvsubstDoes(Kind kind) throws Exception {
    Map<String, String> values = values(kind, 1);
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
  @EnumSource(Kind.class)
  void passesTheTestOfNginxWithoutAWarning(Kind kind) throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(folder.resolve("cache"));
    int port = TestingNginx.freePort();
    NginxTemplates.render(values(kind, port), folder);
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
