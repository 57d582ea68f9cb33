package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one bucket behind a balancer, and one of them dies. {@code -Dsluice.seed=N} for the
 * choices of another run.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyNodesIT {
  private static final int UPLOADS = 200;
  private static final int READS = 2000;
  private static final int WRITERS = 2;
  private static final int READERS = 6;
  private static final int HALVES = 8;
  private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());

  @TempDir Path folder;
  private ManyNodes gateway;
  private PatientClient client;
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
  private final List<PatientClient.Stored> acknowledged = new CopyOnWriteArrayList<>();
  private final AtomicInteger uploadsBegun = new AtomicInteger();
  private final AtomicInteger readsBegun = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    gateway = ManyNodes.start(folder);
    client = new PatientClient(gateway.port, gateway.targets);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    gateway.close();
  }

  @Test
  void losesNothingWhenANodeIsKilledUnderLoad() throws Exception {
    acknowledged.add(client.upload(object(-1)));
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < WRITERS + READERS; i++) {
      running.add(threads.submit(i < WRITERS ? this::uploadAll : this::readAll));
    }
    List<Half> halves = beginHalves();
    Await.until(
        "half of either is done",
        Await.LONG,
        () -> acknowledged.size() > UPLOADS / 2 || readsBegun.get() > READS / 2);
    ManyNodes.Node lost = gateway.nodes.get((int) (SEED & 1));
    int uploadsBefore = acknowledged.size();
    int readsBefore = readsBegun.get();
    lost.kill();
    lost.deleteFolder();
    int broken = finishHalves(halves);
    for (Future<?> each : running) {
      each.get(200, TimeUnit.SECONDS);
    }
    assertThat(uploadsBefore).as("killed in the middle").isLessThan(UPLOADS);
    assertThat(readsBefore).as("killed in the middle").isLessThan(READS);
    assertThat(acknowledged).hasSize(1 + UPLOADS + HALVES);
    acknowledged.forEach(client::read);
    System.out.printf(
        "ManyNodesIT, seed %d: %d uploads and %d reads over two nodes, one killed after %d and %d;"
            + " %d uploads and %d reads had to be tried again, %d connections broke;"
            + " of %d uploads half sent at the kill %d broke and were sent again;"
            + " all %d objects read back%n",
        SEED,
        UPLOADS,
        READS,
        uploadsBefore,
        readsBefore,
        client.uploadsTriedAgain.get(),
        client.readsTriedAgain.get(),
        client.lostTries.get(),
        HALVES,
        broken,
        acknowledged.size());
  }

  @Test
  void goesAroundANodeWhoseAppIsDeadWithoutTheClientSeeingIt() throws Exception {
    for (int i = 0; i < 30; i++) {
      acknowledged.add(client.upload(object(i)));
    }
    gateway.nodes.get(0).killApp();
    // Reads first: an upload would show the balancer which node to leave out.
    acknowledged.forEach(client::read);
    for (int i = 30; i < 60; i++) {
      acknowledged.add(client.upload(object(i)));
    }
    acknowledged.forEach(client::read);
    assertThat(client.uploadsTriedAgain).hasValue(0);
    assertThat(client.readsTriedAgain).hasValue(0);
    assertThat(gateway.stop()).isZero();
  }

  private static PatientClient.Stored object(int number) {
    Random random = new Random(SEED + number);
    return new PatientClient.Stored(
        new UUID(random.nextLong(), random.nextLong()), random.nextLong() >>> 1);
  }

  private void uploadAll() {
    for (int i = uploadsBegun.getAndIncrement(); i < UPLOADS; i = uploadsBegun.getAndIncrement()) {
      acknowledged.add(client.upload(object(i)));
    }
  }

  private void readAll() {
    for (int i = readsBegun.getAndIncrement(); i < READS; i = readsBegun.getAndIncrement()) {
      client.read(acknowledged.get(new Random(SEED * i).nextInt(acknowledged.size())));
    }
  }

  /** An upload of which the balancer, and some node, have the first half. */
  private record Half(PatientClient.Stored object, Wire wire) {}

  private List<Half> beginHalves() throws IOException {
    List<Half> halves = new ArrayList<>();
    for (int i = 0; i < HALVES; i++) {
      PatientClient.Stored object = object(UPLOADS + i);
      byte[] body = object.body();
      Wire wire = new Wire(gateway.port);
      wire.send(
          Wire.head("PUT", gateway.targets.put(object.id()), "Content-Length: " + body.length));
      wire.send(Arrays.copyOf(body, body.length / 2));
      halves.add(new Half(object, wire));
    }
    return halves;
  }

  /** Sends the rest of each. What a dead node had begun is no object before it is sent again. */
  private int finishHalves(List<Half> halves) throws IOException {
    int broken = 0;
    for (Half half : halves) {
      if (!isFinished(half)) {
        broken++;
        String target = gateway.targets.get(half.object().id());
        assertThat(Wire.ask(gateway.port, "GET", target).status()).isEqualTo(404);
        client.upload(half.object());
      }
      acknowledged.add(half.object());
    }
    return broken;
  }

  private static boolean isFinished(Half half) throws IOException {
    byte[] body = half.object().body();
    try (Wire wire = half.wire()) {
      wire.send(Arrays.copyOfRange(body, body.length / 2, body.length));
      return wire.read().status() == 200;
    } catch (IOException gone) {
      return false;
    }
  }
}
