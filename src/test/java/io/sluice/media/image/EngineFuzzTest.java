package io.sluice.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files of every format through each engine, in a process of its own.
 *
 * <p>{@code -Dsluice.fuzz=10000} for a long run, {@code -Dsluice.seed=N} for other damages.
 */
class EngineFuzzTest {
  private static final int RUNS = Integer.getInteger("sluice.fuzz", 312);

  /** A process for each takes twenty times as long. */
  private static final int PROCESSES = Integer.getInteger("sluice.fuzz", 52);

  private static final long SEED = Long.getLong("sluice.seed", 4);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "vips", "process"})
  void refusesOrMakesInTimeAndLeavesNothingBehind(String engine, TestReporter reporter)
      throws Exception {
    int runs = engine.equals("process") ? PROCESSES : RUNS;
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Djava.io.tmpdir=" + temporary,
            "-Djna.tmpdir=" + Files.createDirectories(folder.resolve("jna")),
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-cp",
            System.getProperty("java.class.path"),
            FuzzEngine.class.getName());
    builder.command().addAll(List.of(engine, "" + runs, "" + SEED, folder.toString()));
    builder.environment().put("TMPDIR", temporary.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = said(process);
    int exit = process.waitFor();
    Assumptions.assumeTrue(exit != FuzzEngine.ABSENT, "SKIPPED: " + engine + " is not here");
    assertThat(exit).as(said).isZero();
    assertThat(folder.resolve("crash.log")).doesNotExist();
    // Else the damages are so great that nothing behind the heads was tried, or there are none.
    assertThat(said).contains("made=").contains("image-damaged=");
    reporter.publishEntry(engine, said.strip());
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
