package io.sluice.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.program.RunProgram.Limits;
import io.sluice.media.program.RunProgram.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a process is held, shown on programs that do what no ffmpeg should. */
class FfmpegTest {
  private static final Limits WIDE = new Limits(Duration.ofMinutes(1), 1L << 30, 1L << 20);

  @TempDir private Path folder;
  private Path program = Path.of("");

  @BeforeEach
  void name() {
    program = folder.resolve("program");
  }

  /** A shell script that is an ffmpeg as far as its version goes. */
  private Ffmpeg program(String script) throws IOException {
    Files.writeString(
        program,
        "#!/bin/sh\n[ \"$1\" = -version ] && { echo ffmpeg version made-up of a test; exit 0; }\n"
            + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Optional<Ffmpeg> found = Ffmpeg.find(VideoConfigs.with(program, Duration.ofSeconds(1)));
    assertThat(found).isPresent();
    assertThat(found.get().version()).isEqualTo("made-up");
    return found.get();
  }

  private static Deadline soon() {
    return new Deadline(Duration.ofMinutes(1));
  }

  /** A script that names itself and its child, and waits for ever. */
  private String hanging() {
    return "sleep 600 & echo $$ $! > "
        + folder
        + "/new; mv "
        + folder
        + "/new "
        + folder
        + "/pids; wait; sleep 600";
  }

  private List<Long> pids() throws Exception {
    Path file = folder.resolve("pids");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("no " + file).isLessThan(end);
      Thread.sleep(5);
    }
    return List.of(Files.readString(file).strip().split(" ", -1)).stream()
        .map(Long::valueOf)
        .toList();
  }

  private static void requireGone(List<Long> pids) {
    for (long pid : pids) {
      ProcessHandle.of(pid)
          .ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void endsWhatTakesTooLongWithItsChildren() throws Exception {
    Ffmpeg ffmpeg = program(hanging());
    Limits short1 = new Limits(Duration.ofMillis(700), 1L << 30, 1 << 20);
    HttpErrorException e =
        catchThrowableOfType(HttpErrorException.class, () -> ffmpeg.run(List.of(), short1, soon()));
    assertThat(e.error()).isEqualTo(MediaError.RENDER_TIMEOUT);
    requireGone(pids());
  }

  @Test
  void endsWhatNobodyWaitsForAnyMore() throws Exception {
    Ffmpeg ffmpeg = program(hanging());
    Deadline deadline = soon();
    CompletableFuture<Object> run =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                        HttpErrorException.class, () -> ffmpeg.run(List.of(), WIDE, deadline))
                    .error());
    List<Long> pids = pids();
    assertThat(run).isNotDone();
    deadline.cancel();
    assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo(MediaError.RENDER_TIMEOUT);
    requireGone(pids);
  }

  @Test
  void endsWithTheThreadThatItRunsFor() throws Exception {
    Ffmpeg ffmpeg = program(hanging());
    CompletableFuture<Object> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              HttpErrorException e =
                  catchThrowableOfType(
                      HttpErrorException.class, () -> ffmpeg.run(List.of(), WIDE, soon()));
              ended.complete(e.error() + " " + Thread.currentThread().isInterrupted());
            });
    thread.start();
    List<Long> pids = pids();
    thread.interrupt();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(MediaError.RENDER_BUSY + " true");
    requireGone(pids);
  }

  @Test
  void handsOutLinesAndTheBeginningOfALongOne() throws Exception {
    Ffmpeg ffmpeg =
        program("echo one; echo two; head -c 5000000 /dev/zero | tr '\\0' x; echo; echo three");
    List<String> lines = new CopyOnWriteArrayList<>();
    assertThat(ffmpeg.run(List.of(), WIDE, soon(), lines::add).isOk()).isTrue();
    assertThat(lines).hasSize(4).startsWith("one", "two").endsWith("three");
    assertThat(lines.get(2)).hasSize(500);
  }

  @Test
  void givesNeitherInputNorEnvironmentNorRelativeFiles() throws Exception {
    Ffmpeg ffmpeg = program("exec >&2; /usr/bin/env | /usr/bin/sort; pwd; read x || echo no input");
    String said = ffmpeg.run(List.of(), WIDE, soon()).said();
    assertThat(said.lines().filter(line -> !line.matches("(OLDPWD|PWD|SHLVL|_)=.*")))
        .containsExactly("LC_ALL=C", "/", "no input");
  }

  @Test
  void holdsMemoryAndFilesToTheirLimits() throws Exception {
    Path file = folder.resolve("file");
    Ffmpeg writes = program("head -c 3000000 /dev/zero > \"$1\"; exit $?");
    Outcome outcome = writes.run(List.of(file.toString()), WIDE, soon());
    assertThat(outcome.isOk()).isFalse();
    assertThat(Files.size(file)).isLessThanOrEqualTo((1 << 20) + 512);
    Ffmpeg eats = program("x=$(head -c 600000000 /dev/zero | tr '\\0' x); exit 0");
    Limits narrow = new Limits(Duration.ofMinutes(1), 300L << 20, 1 << 20);
    assertThat(eats.run(List.of(), narrow, soon()).isOk()).isFalse();
  }

  @Test
  void runsWithoutANetworkWhereTheMachineLetsIt() throws Exception {
    Ffmpeg ffmpeg = program("cat /proc/self/net/dev | wc -l >&2");
    String said = ffmpeg.run(List.of(), WIDE, soon()).said();
    // Two lines of head, and lo.
    boolean canUnshare = new ProcessBuilder("unshare", "-r", "-n", "true").start().waitFor() == 0;
    assertThat(said.strip().endsWith("3") || !canUnshare).as(said).isTrue();
  }
}
