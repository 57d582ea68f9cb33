package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the app or the whole Nginx at random moments of many uploads. What was acknowledged is
 * there, what was not is there whole or not at all, and no garbage stays.
 *
 * <p>{@code -Dsluice.kills=300} for a long run, {@code -Dsluice.seed=N} for the choices of another.
 */
class KillIT {
  private static final int ROUNDS = Integer.getInteger("sluice.kills", 60);
  private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
  private static final int WRITERS = 4;

  @TempDir Path folder;
  private LooseGateway gateway;
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

  @BeforeEach
  void start() throws Exception {
    gateway =
        new LooseGateway(
                folder,
                folder,
                "store.sweep-after: 3s",
                "store.keep-replaced: 1s",
                "front.sweep-after: 3s")
            .start();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    gateway.close();
  }

  @Test
  void keepsEveryAcknowledgedUploadAndNoHalfOne() throws Exception {
    Random random = new Random(SEED);
    List<Uploads> writers =
        IntStream.range(0, WRITERS).mapToObj(i -> new Uploads(gateway, random.nextLong())).toList();
    for (int round = 1; round <= ROUNDS; round++) {
      String what = "seed " + SEED + ", round " + round;
      runUntilKilled(random, writers);
      for (Uploads uploads : writers) {
        assertThat(uploads.faultsOfLastRound()).as(what).isEmpty();
      }
    }
    gateway.awaitNothingLeft();
    for (Uploads uploads : writers) {
      assertThat(uploads.faults()).as("seed %d, at the end", SEED).isEmpty();
    }
    assertThat(writers.stream().mapToInt(Uploads::acknowledged).sum())
        .as("uploads answered 200")
        .isGreaterThan(ROUNDS * WRITERS);
  }

  private void runUntilKilled(Random random, List<Uploads> writers) throws Exception {
    CountDownLatch warm = new CountDownLatch(WRITERS);
    List<Future<?>> running = new ArrayList<>();
    for (Uploads uploads : writers) {
      running.add(threads.submit(() -> uploads.runUntilOneFails(warm)));
    }
    assertThat(warm.await(60, TimeUnit.SECONDS)).isTrue();
    // The random moment is the test: nothing is waited for here.
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(300_000)));
    killAndStartAgain(random.nextBoolean());
    for (Future<?> writer : running) {
      writer.get(120, TimeUnit.SECONDS);
    }
    gateway.awaitReady();
  }

  private void killAndStartAgain(boolean isApp) throws IOException, InterruptedException {
    if (isApp) {
      gateway.killApp();
      gateway.startApp();
    } else {
      gateway.killNginx();
      gateway.startNginx();
    }
  }
}
