package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import io.sluice.storage.TestingClock;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class OutboxTest {
  private static final Duration NOW = Duration.ZERO;
  private static final int CRASHES = 3;

  @TempDir private Path folder;
  private final TestingClock clock = new TestingClock();
  private Outbox outbox;

  @BeforeEach
  void open() throws IOException {
    outbox = Outbox.open(folder, 3, CRASHES, clock);
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
  }

  /** As a process that was killed, and its successor. */
  private void die() throws IOException {
    outbox.close(); // Closes the lock alone, as the end of a process does.
    open();
  }

  private Job take() throws Exception {
    return outbox.take("work", NOW).orElseThrow();
  }

  private boolean isEmpty() throws Exception {
    return outbox.take("work", NOW).isEmpty();
  }

  private boolean add(String name) throws IOException {
    clock.advance(Duration.ofSeconds(1));
    return outbox.add("work", Map.of("name", name));
  }

  private OutboxFolder asACommand() throws IOException {
    return new OutboxFolder(folder);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .filter(f -> !f.equals("lock"))
          .toList();
    }
  }

  @Test
  void givesOutJobsInTheirOrderOnceEach() throws Exception {
    add("first");
    add("second");
    assertThat(take().fact("name")).isEqualTo("first");
    assertThat(take().fact("name")).isEqualTo("second");
    assertThat(isEmpty()).isTrue();
    assertThat(outbox.take("other", NOW)).isEmpty();
    assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(0, 2, 0));
  }

  @Test
  void keepsWhatIsNotDoneForTheNextProcess() throws Exception {
    add("running");
    add("waiting");
    add("done");
    Job running = take();
    Job other = take();
    outbox.postpone(other, NOW);
    Job again = take();
    assertThat(again.id()).isEqualTo(other.id());
    assertThat(again.state().attempts()).isEqualTo(1);
    outbox.postpone(again, NOW);
    die();
    Job next = take();
    assertThat(next.id()).isEqualTo(running.id());
    assertThat(next.fact("name")).isEqualTo("running");
    assertThat(next.state().crashes()).isEqualTo(1);
    outbox.done(next);
    assertThat(take().state()).isEqualTo(again.state());
    die();
    assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(2, 0, 0));
  }

  @Test
  void refusesWhatItHasNoRoomFor() throws Exception {
    assertThat(add("a")).isTrue();
    assertThat(add("b")).isTrue();
    assertThat(add("c")).isTrue();
    assertThat(add("d")).isFalse();
    outbox.done(take());
    assertThat(add("d")).isTrue();
    assertThat(files()).hasSize(3);
  }

  @Test
  void triesAgainAfterAPauseThatGrows() throws Exception {
    add("a");
    for (long seconds : new long[] {10, 20, 40, 80}) {
      outbox.retry(take(), "no\nluck");
      assertThat(isEmpty()).isTrue();
      clock.advance(Duration.ofSeconds(seconds - 1));
      assertThat(isEmpty()).isTrue();
      clock.advance(Duration.ofSeconds(1));
    }
    Job job = take();
    assertThat(job.state().attempts()).isEqualTo(5);
    assertThat(job.state().error()).isEqualTo("no luck");
    for (int i = 0; i < 20; i++) {
      outbox.retry(job, "no luck");
      clock.advance(Duration.ofHours(1));
      job = take();
    }
    assertThat(job.state().attempts()).isEqualTo(25);
  }

  @Test
  void setsAsideWhatKillsTheProcess() throws Exception {
    add("deadly");
    add("harmless");
    for (int i = 0; i < CRASHES; i++) {
      assertThat(take().fact("name")).isEqualTo("deadly");
      die();
    }
    assertThat(take().fact("name")).isEqualTo("harmless");
    assertThat(outbox.counts().failed()).isEqualTo(1);
    Job deadly = asACommand().jobs(/* failed= */ true).get(0);
    assertThat(deadly.state().error()).contains("died 3 times");
  }

  @Test
  void letsAPersonTryAgainOrForgetWhatWasGivenUp() throws Exception {
    add("a");
    add("b");
    Job a = take();
    outbox.giveUp(a, "hopeless " + "x".repeat(2000));
    outbox.giveUp(take(), "hopeless too");
    assertThat(isEmpty()).isTrue();
    die();
    assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(0, 0, 2));
    OutboxFolder command = asACommand();
    List<Job> failed = command.jobs(/* failed= */ true);
    assertThat(failed).extracting(job -> job.fact("name")).containsExactly("a", "b");
    assertThat(failed.get(0).state().error()).startsWith("hopeless").hasSize(500);
    assertThat(command.retry(a.id())).isTrue();
    assertThat(command.retry(a.id())).isFalse();
    assertThat(command.drop(a.id())).isFalse();
    assertThat(command.drop("../" + a.id())).isFalse();
    assertThat(command.drop(failed.get(1).id())).isTrue();
    assertThat(isEmpty()).isTrue();
    outbox.look();
    Job again = take();
    assertThat(again.id()).isEqualTo(a.id());
    assertThat(again.state()).isEqualTo(Job.State.FRESH.begun());
    assertThat(outbox.counts()).isEqualTo(new Outbox.Counts(0, 1, 0));
  }

  @Test
  void handsAJobOnToWhoDoesTheNextPart() throws Exception {
    add("a");
    Job job = take();
    outbox.retry(job, "once");
    clock.advance(Duration.ofMinutes(1));
    outbox.follow(take(), "tell", Map.of("what", "it"));
    die();
    assertThat(isEmpty()).isTrue();
    Job next = outbox.take("tell", NOW).orElseThrow();
    assertThat(next.id()).isEqualTo(job.id());
    assertThat(next.facts()).isEqualTo(Map.of("what", "it"));
    assertThat(next.state().attempts()).isEqualTo(1);
    assertThat(next.state().error()).isNull();
  }

  @Test
  void passesOverWhatIsDamagedAndSweepsWhatIsHalfWritten() throws Exception {
    add("a");
    Path waiting = folder.resolve("waiting");
    Files.writeString(waiting.resolve("0000000000001-damaged.json"), "{\"kind\":\"work\",\"att");
    Files.writeString(waiting.resolve("0000000000002-empty.json"), "");
    Files.writeString(waiting.resolve("0000000000003-list.json"), "[]");
    Files.writeString(folder.resolve("temporary/0000000000004-half.json"), "{\"ki");
    die();
    assertThat(take().fact("name")).isEqualTo("a");
    assertThat(isEmpty()).isTrue();
    assertThat(outbox.counts().failed()).isEqualTo(3);
    assertThat(asACommand().jobs(/* failed= */ true))
        .extracting(Job::kind)
        .containsOnly("unreadable");
    assertThat(files()).noneMatch(f -> f.startsWith("temporary"));
  }

  @Test
  void waitsForAJobThatCannotBeReadForAMoment() throws Exception {
    add("a");
    Path record = folder.resolve(files().get(0));
    byte[] bytes = Files.readAllBytes(record);
    Files.delete(record);
    Files.createDirectory(record); // Which root cannot read either.
    die();
    assertThat(isEmpty()).isTrue();
    assertThat(outbox.counts().failed()).isZero();
    Files.delete(record);
    Files.write(record, bytes);
    outbox.look();
    assertThat(take().fact("name")).isEqualTo("a");
  }

  @Test
  void refusesASecondProcess() throws Exception {
    assertThatThrownBy(() -> Outbox.open(folder, 1, 1, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("already");
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-cp",
                classPath(Outbox.class, Holder.class, JsonFactory.class, LoggerFactory.class),
                Holder.class.getName(),
                folder.resolve("other").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("open");
      assertThatThrownBy(() -> Outbox.open(folder.resolve("other"), 1, 1, clock))
          .hasMessageContaining("another gateway");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    Outbox.open(folder.resolve("other"), 1, 1, clock).close();
  }

  /** Of these alone: a runner may have loaded them by a loader of its own. */
  private static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(type -> Path.of(URI.create("" + location(type))).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Another process that has an outbox open until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (Outbox open = Outbox.open(Path.of(args[0]), 1, 1, new TestingClock())) {
        System.out.println("open");
        Objects.requireNonNull(open).take("nothing", Duration.ofMinutes(10));
      }
    }
  }

  @Test
  void wakesWhoWaitsForAJobOrTheEnd() throws Exception {
    CompletableFuture<Optional<Job>> waiting = takenElsewhere();
    add("a");
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isPresent();
    CompletableFuture<Optional<Job>> idle = takenElsewhere();
    outbox.stop();
    assertThat(idle.get(30, TimeUnit.SECONDS)).isEmpty();
    add("b");
    assertThat(isEmpty()).isTrue();
    outbox.pause(Duration.ofMinutes(10));
  }

  private CompletableFuture<Optional<Job>> takenElsewhere() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return outbox.take("work", Duration.ofMinutes(10));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void keepsTheTimeOfTheNextAttempt() throws Exception {
    add("a");
    outbox.postpone(take(), Duration.ofHours(1));
    die();
    assertThat(isEmpty()).isTrue();
    Job job = asACommand().jobs(/* failed= */ false).get(0);
    Instant later = clock.instant().plus(Duration.ofHours(1));
    assertThat(job.state().notBefore()).isEqualTo(later);
    assertThat(job.state().attempts()).isZero();
  }

  @Test
  void waitsNoLongerThanItWouldWhenTheClockGoesBack() throws Exception {
    add("a");
    outbox.retry(take(), "no luck");
    clock.advance(Duration.ofDays(-30));
    assertThat(take().state().attempts()).isEqualTo(2);
  }

  @Test
  void leavesNothingHalfWrittenWhereARecordCannotBe() throws Exception {
    Path waiting = folder.resolve("waiting");
    Files.delete(waiting);
    Files.writeString(waiting, "in the way");
    assertThatThrownBy(() -> add("a")).isInstanceOf(IOException.class);
    Files.delete(waiting);
    Files.createDirectory(waiting);
    assertThat(files()).noneMatch(f -> f.startsWith("temporary"));
  }
}
