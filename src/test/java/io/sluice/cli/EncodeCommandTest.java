package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EncodeCommandTest {
  @TempDir private Path folder;

  @Test
  void triesAllAgainThatCanBeReadWhateverStandsBeforeThem() throws Exception {
    Path failed = Files.createDirectories(folder.resolve("jobs/failed"));
    Path waiting = Files.createDirectories(folder.resolve("jobs/waiting"));
    Files.writeString(failed.resolve("1-damaged.json"), "{\"kind\":");
    Files.writeString(
        failed.resolve("2-whole.json"),
        "{\"kind\":\"encode\",\"attempts\":5,\"notBefore\":0,\"facts\":{}}");
    Path config =
        Files.writeString(
            folder.resolve("sluice.yaml"),
            """
            stores: {main: {root: %1$s/store}}
            ftrack: {secret: made-up-secret-of-a-test}
            encode: {enabled: true, state: %1$s/jobs, hook: "http://127.0.0.1/", hook-secret: made-up-secret-of-a-hook}
            """
                .formatted(folder));
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new EncodeCommand())
            .setOut(new PrintWriter(out))
            .execute("retry", "--all", "--config", config.toString());
    assertThat(out.toString()).contains("1-damaged ").contains("2-whole will be tried again");
    assertThat(status).isEqualTo(1);
    assertThat(waiting.resolve("2-whole.json")).exists();
    assertThat(failed.resolve("1-damaged.json")).exists();
  }
}
