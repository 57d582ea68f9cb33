package io.sluice.media.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.program.RunProgram.Command;
import io.sluice.media.program.RunProgram.Limits;
import io.sluice.media.program.RunProgram.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that hang, crash, say too much or take too much; real ones, by the system's shell. */
class RunProgramTest {
  private static final Limits WIDE = new Limits(Duration.ofMinutes(1), 1L << 30, 1 << 20);

  @TempDir Path folder;
  private final RunProgram programs = new RunProgram();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    programs.close();
  }

  private static Deadline minute() {
    return new Deadline(Duration.ofMinutes(1));
  }

  private Outcome run(Limits limits, Deadline deadline, String script) throws IOException {
    List<String> words = List.of("/bin/sh", "-c", script);
    return programs.run(
        new Command(words, folder, Map.of("OURS", "1")), limits, deadline, lines::add);
  }

  private Outcome run(String script) throws IOException {
    return run(WIDE, minute(), script);
  }

  private MediaError refused(Limits limits, Deadline deadline, String script) {
    HttpErrorException refusal =
        catchThrowableOfType(HttpErrorException.class, () -> run(limits, deadline, script));
    assertThat(refusal).isNotNull();
    return (MediaError) refusal.error();
  }

  @Test
  void tellsItsOutputFromItsComplaintsAndGivesItNothing() throws Exception {
    Outcome outcome = run("pwd; cat; /usr/bin/env; echo bad >&2; exit 7");
    assertThat(outcome).isEqualTo(new Outcome(7, "bad\n"));
    assertThat(outcome.isOk()).isFalse();
    // The shell's own are no secret of ours.
    lines.removeIf(line -> line.matches("(OLDPWD|PWD|SHLVL|_)=.*"));
    assertThat(lines).containsExactlyInAnyOrder(folder.toAbsolutePath().toString(), "OURS=1");
  }

  @Test
  void endsWhatHangsWithAllThatItHasStarted() throws Exception {
    Deadline deadline = minute();
    String script = "/bin/sleep 600 & echo $! > below; echo $$ > self; wait";
    Future<MediaError> waiting =
        CompletableFuture.supplyAsync(() -> refused(WIDE, deadline, script));
    ProcessHandle below = handle("below");
    ProcessHandle self = handle("self");
    assertThat(waiting.isDone()).isFalse();

    deadline.cancel();

    assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(MediaError.RENDER_TIMEOUT);
    assertEnds(below);
    assertEnds(self);
  }

  @Test
  void endsWhatTakesMoreThanItsTime() {
    Limits narrow = new Limits(Duration.ofMillis(200), 1L << 30, 1 << 20);
    assertThat(refused(narrow, minute(), "sleep 600")).isEqualTo(MediaError.RENDER_TIMEOUT);
    Deadline soon = new Deadline(Duration.ofMillis(200));
    assertThat(refused(WIDE, soon, "sleep 600")).isEqualTo(MediaError.RENDER_TIMEOUT);
  }

  @Test
  void endsWhatRunsWhenItIsClosedAndStartsNothingMore() throws Exception {
    Future<MediaError> waiting =
        CompletableFuture.supplyAsync(
            () -> refused(WIDE, minute(), "echo $$ > self; exec sleep 600"));
    ProcessHandle self = handle("self");

    programs.close();

    assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(MediaError.RENDER_BUSY);
    assertEnds(self);
    assertThat(refused(WIDE, minute(), "echo > late")).isEqualTo(MediaError.RENDER_BUSY);
    assertThat(folder.resolve("late")).doesNotExist();
  }

  /** Whoever writes his number has started all. */
  private ProcessHandle handle(String file) throws IOException, InterruptedException {
    Path path = folder.resolve(file);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(path) || !Files.readString(path).endsWith("\n")) {
      assertThat(System.nanoTime()).as("no " + file).isLessThan(end);
      Thread.sleep(10);
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(path).strip())).orElseThrow();
  }

  private static void assertEnds(ProcessHandle process) throws Exception {
    // A zombie whose parent is gone is for the system to bury; it runs no more.
    assertThat(process.onExit().orTimeout(1, TimeUnit.MINUTES).get().isAlive()).isFalse();
  }

  @Test
  void keepsTheBeginningOfWhatIsSaidAndHoldsNobodyUp() throws Exception {
    Outcome outcome =
        run("(echo first words; head -c 5000000 /dev/zero | tr '\\0' x) >&2; seq 20000; exit 3");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.said()).startsWith("first words").hasSize(4096);
    assertThat(lines).hasSize(20_000).endsWith("20000");
  }

  @Test
  void tellsASignal() throws Exception {
    assertThat(run("echo oh >&2; kill -SEGV $$")).isEqualTo(new Outcome(139, "oh\n"));
  }

  @Test
  void boundsMemoryFilesAndTheProcessor() throws Exception {
    assertThat(run("exec dd if=/dev/zero of=/dev/null bs=2G count=1").isOk()).isFalse();
    assertThat(run("exec dd if=/dev/zero of=long bs=64k count=64").isOk()).isFalse();
    assertThat(Files.size(folder.resolve("long"))).isBetween(1L << 20, (1L << 20) + 512);
    assertThat(run("ulimit -t; ulimit -c").isOk()).isTrue();
    assertThat(lines).containsExactly("121", "0");
  }

  @Test
  void saysThatAProgramCannotBeStarted() throws Exception {
    Command nowhere = new Command(List.of("/bin/true"), folder.resolve("gone"), Map.of());
    assertThatThrownBy(() -> programs.run(nowhere, WIDE, minute(), lines::add))
        .isInstanceOf(IOException.class);
    Command missing = new Command(List.of(folder + "/no-such-program"), folder, Map.of());
    assertThat(programs.run(missing, WIDE, minute(), lines::add).status()).isEqualTo(127);
  }
}
