package io.sluice.media.image.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that hang, crash, say too much or take too much; real ones, by the system's shell. */
class ChildRunTest {
  private static final ChildRun.Limits LIMITS = new ChildRun.Limits(1L << 30, 1 << 20);

  @TempDir Path folder;
  private final ChildRun children =
      new ChildRun(Programs.find(Path.of("/bin/sh"), "/usr/bin:/bin").orElseThrow().limit());

  @AfterEach
  void close() {
    children.close();
  }

  private String run(Deadline deadline, String... command) {
    return children.run(folder, LIMITS, deadline, List.of(command));
  }

  private static Deadline minute() {
    return new Deadline(Duration.ofMinutes(1));
  }

  private HttpErrorException refused(Deadline deadline, String script) {
    HttpErrorException refusal =
        catchThrowableOfType(
            HttpErrorException.class, () -> run(deadline, "/bin/sh", "-c", script));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @Test
  void givesWhatAProgramSays() {
    assertThat(run(minute(), "/bin/sh", "-c", "pwd; cat; echo bad >&2"))
        .isEqualTo(folder.toAbsolutePath() + "\nbad\n");
  }

  @Test
  void handsOnNothingOfOurOwnEnvironment() {
    assertThat(run(minute(), "/usr/bin/env").lines().map(l -> l.substring(0, l.indexOf('='))))
        .containsExactlyInAnyOrder("VIPS_CONCURRENCY", "VIPS_BLOCK_UNTRUSTED", "VIPS_WARNING");
  }

  @Test
  void killsWhatHangsWithAllThatItHasStarted() throws Exception {
    Deadline deadline = minute();
    String script = "/bin/sleep 600 & echo $! > below; echo $$ > self; wait";
    Future<HttpErrorException> waiting =
        CompletableFuture.supplyAsync(() -> refused(deadline, script));
    ProcessHandle below = handle("below");
    ProcessHandle self = handle("self");
    assertThat(waiting.isDone()).isFalse();

    deadline.cancel();

    assertThat(waiting.get(1, TimeUnit.MINUTES).error()).isEqualTo(MediaError.RENDER_TIMEOUT);
    assertEnds(below);
    assertEnds(self);
  }

  @Test
  void killsWhatRunsWhenItsTimeIsOver() {
    HttpErrorException refusal = refused(new Deadline(Duration.ofMillis(200)), "sleep 600");
    assertThat(refusal.error()).isEqualTo(MediaError.RENDER_TIMEOUT);
  }

  @Test
  void killsWhatRunsAtTheEndAndStartsNothingMore() throws Exception {
    Future<HttpErrorException> waiting =
        CompletableFuture.supplyAsync(() -> refused(minute(), "echo $$ > self; sleep 600"));
    ProcessHandle self = handle("self");

    children.close();

    assertThat(waiting.get(1, TimeUnit.MINUTES).error()).isEqualTo(MediaError.RENDER_BUSY);
    assertEnds(self);
    assertThatThrownBy(() -> run(minute(), "/bin/sh", "-c", "true"))
        .isInstanceOf(IllegalStateException.class);
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

  private static void assertEnds(ProcessHandle process)
      throws InterruptedException, ExecutionException {
    // A zombie whose parent is gone is for the system to bury; it runs no more.
    assertThat(process.onExit().orTimeout(1, TimeUnit.MINUTES).get().isAlive()).isFalse();
  }

  @Test
  void keepsLittleOfWhatIsSaidAndHoldsNobodyUp() {
    String script =
        "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789"
            + "012345678901234567890123456789 >&2; i=$((i+1)); done; exit 3";
    HttpErrorException refusal = refused(minute(), script);
    assertThat(refusal.error()).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertThat(refusal).hasMessageContaining("exit 3: 0123").message().hasSizeLessThan(2600);
  }

  @Test
  void takesACrashForAFaultOfTheFile() {
    HttpErrorException refusal = refused(minute(), "echo oh; kill -SEGV $$");
    assertThat(refusal.error()).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertThat(refusal).hasMessageContaining("exit 139: oh");
  }

  @Test
  void boundsMemoryAndFiles() {
    HttpErrorException memory = refused(minute(), "dd if=/dev/zero of=/dev/null bs=2G count=1");
    assertThat(memory.error()).isEqualTo(MediaError.IMAGE_DAMAGED);
    HttpErrorException file = refused(minute(), "exec dd if=/dev/zero of=long bs=64k count=64");
    assertThat(file.error()).isEqualTo(MediaError.IMAGE_DAMAGED);
    assertThat(folder.resolve("long")).hasSize(1 << 20);
  }

  @Test
  void saysThatOthersMayTryWhereAProgramCannotBeStarted() {
    ChildRun without = new ChildRun(null);
    HttpErrorException refusal =
        catchThrowableOfType(
            HttpErrorException.class,
            () -> without.run(folder, LIMITS, minute(), List.of(folder + "/no-such-program")));
    assertThat(refusal.error()).isEqualTo(MediaError.RENDER_BUSY);
  }
}
