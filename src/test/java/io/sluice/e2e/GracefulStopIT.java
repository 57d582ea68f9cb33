package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator's Ctrl-C does to the uploads of that moment. */
class GracefulStopIT {
  /** Longer than a connection without a request is left at a stop. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /** More than Nginx keeps in memory, so that the beginning is seen on disk. */
  private static final String HALF = "half of it ".repeat(30_000);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"--app-port,X-Nothing: 1", "--app-port,MD5", "--no-nginx,X-Nothing: 1"})
  void finishesARunningUploadAndTakesNoNewOne(String option, String header) throws Exception {
    String[] options =
        option.equals("--no-nginx")
            ? new String[] {option}
            : new String[] {option, Integer.toString(ChildProcess.freePort())};
    UUID id = UUID.randomUUID();
    try (RunningGateway gateway = RunningGateway.start(folder, options);
        Wire wire = new Wire(gateway.port)) {
      List<ProcessHandle> processes = gateway.processes();
      String sent =
          header.equals("MD5") ? Content.md5Header((HALF + HALF).getBytes(US_ASCII)) : header;
      String length = "Content-Length: " + 2 * HALF.length();
      wire.send(Wire.head("PUT", gateway.targets.put(id), sent, length) + HALF);
      awaitFirstBytes(gateway);

      // Any network is silent for so long now and then, before a stop and after.
      beSilent();
      gateway.terminate();
      Await.until("new connections are refused", Await.LONG, () -> isRefused(gateway.port));
      beSilent();
      wire.send(HALF);
      assertThat(wire.read().status()).isEqualTo(200);
      assertThat(gateway.awaitExit()).isZero();

      assertThat(processes).noneMatch(ProcessHandle::isAlive);
      assertThat(contentsOf(gateway.stored(), id)).containsExactly(HALF + HALF);
    }
  }

  private static void beSilent() {
    long end = System.nanoTime() + SILENCE.toNanos();
    Await.until("the client was silent", Await.LONG, () -> System.nanoTime() > end);
  }

  /** The body has begun: it lies in Nginx's spool, or in the app's staging. */
  private static void awaitFirstBytes(RunningGateway gateway) {
    Await.until(
        "the upload has begun",
        Await.LONG,
        () -> {
          try (var spool = Files.list(gateway.data.resolve("spool"));
              var staging = Files.list(gateway.data.resolve("store/staging"))) {
            return spool.findAny().isPresent()
                || staging.anyMatch(f -> f.toString().endsWith(".part"));
          }
        });
  }

  private static boolean isRefused(int port) throws Exception {
    try (Wire probe = new Wire(port)) {
      return probe.isClosedByServer();
    } catch (ConnectException e) {
      return true;
    }
  }

  private static List<String> contentsOf(List<Path> stored, UUID id) throws Exception {
    List<Path> data =
        stored.stream().filter(f -> f.getFileName().toString().startsWith(id + "@")).toList();
    return List.of(data.isEmpty() ? "nothing" : Files.readString(data.get(0)));
  }
}
