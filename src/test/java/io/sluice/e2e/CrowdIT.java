package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients at once, and slower ones, than anybody wishes for. */
class CrowdIT {
  private static final int UPLOADS = 1000;
  private static final int SLOW = 300;

  @TempDir Path folder;
  private LooseGateway gateway;
  private final List<Wire> wires = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    gateway = new LooseGateway(folder, folder);
  }

  @AfterEach
  void stop() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersAThousandUploadsAtOnceAndKeepsWhatItTook(boolean hasMd5) throws Exception {
    gateway.start();
    List<UUID> ids = new ArrayList<>();
    byte[][] bodies = new byte[UPLOADS][];
    for (int i = 0; i < UPLOADS; i++) {
      Wire wire = connect(gateway.port);
      ids.add(UUID.randomUUID());
      bodies[i] = Content.random(200 + i, i);
      String md5 = hasMd5 ? Content.md5Header(bodies[i]) : "X-Nothing: 1";
      String length = "Content-Length: " + bodies[i].length;
      wire.send(Wire.head("PUT", gateway.targets.put(ids.get(i)), md5, length));
      wire.send(Arrays.copyOf(bodies[i], 100));
    }
    int[] statuses = finish(bodies);
    Map<Integer, Long> counts =
        Arrays.stream(statuses)
            .boxed()
            .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
    assertThat(counts.get(200)).as("answers: %s", counts).isGreaterThan(UPLOADS / 2);
    assertThat(Set.of(200, 429, 503)).as("answers: %s", counts).containsAll(counts.keySet());
    try (Wire reader = new Wire(gateway.port)) {
      for (int i = 0; i < UPLOADS; i++) {
        reader.send(Wire.head("GET", gateway.targets.get(ids.get(i))));
        Wire.Answer get = reader.read();
        assertThat(get.status()).isEqualTo(statuses[i] == 200 ? 200 : 404);
        if (statuses[i] == 200) {
          assertThat(get.body()).isEqualTo(bodies[i]);
        }
      }
    }
  }

  /** Sends the rest of all, then reads what each is answered. */
  private int[] finish(byte[][] bodies) throws IOException {
    for (int i = 0; i < UPLOADS; i++) {
      if (!wires.get(i).hasAnswer()) { // A refused upload is answered before its end.
        wires.get(i).send(Arrays.copyOfRange(bodies[i], 100, bodies[i].length));
      }
    }
    int[] statuses = new int[UPLOADS];
    for (int i = 0; i < UPLOADS; i++) {
      statuses[i] = wires.get(i).read().status();
    }
    return statuses;
  }

  @Test
  void letsGoOfClientsWhoseHeadNeverEnds() throws Exception {
    gateway.start();
    String head = Wire.head("GET", gateway.targets.get(UUID.randomUUID()));
    for (int i = 0; i < SLOW; i++) {
      connect(gateway.port).send(head.substring(0, 20));
    }
    int[] sent = {20};
    Await.until(
        "all are closed, although each goes on sending",
        Await.LONG,
        () -> {
          assertThat(Wire.ask(gateway.port, "GET", "/health/live").status()).isEqualTo(200);
          trickle(head.charAt(Math.min(sent[0]++, head.length() - 5)));
          return allClosed();
        });
  }

  @Test
  void answersOthersWhileBodiesTrickleInWithoutNginx() throws Exception {
    startWithoutNginx();
    for (int i = 0; i < SLOW; i++) {
      String target = gateway.targets.put(UUID.randomUUID());
      connect(gateway.appPort).send(Wire.head("PUT", target, "Content-Length: 1000") + "x");
    }
    for (int i = 0; i < 20; i++) {
      trickle('x');
      UUID id = UUID.randomUUID();
      byte[] body = Content.random(1000, i);
      assertThat(Wire.put(gateway.appPort, gateway.targets.put(id), body).status()).isEqualTo(200);
      Wire.Answer get = Wire.ask(gateway.appPort, "GET", gateway.targets.get(id));
      assertThat(get.body()).isEqualTo(body);
    }
    Await.until("those that fell silent are closed", Duration.ofSeconds(60), this::allClosed);
    Await.until("and left nothing", Await.LONG, () -> gateway.staged().isEmpty());
  }

  @Test
  void letsGoOfHeadsThatFellSilentWithoutNginx() throws Exception {
    startWithoutNginx();
    for (int i = 0; i < SLOW; i++) {
      connect(gateway.appPort).send("GET /get?id=");
    }
    assertThat(Wire.ask(gateway.appPort, "GET", "/health/live").status()).isEqualTo(200);
    Await.until("all are closed", Await.LONG, this::allClosed);
  }

  private void startWithoutNginx() throws IOException {
    gateway = new LooseGateway(folder, folder, "server.idle-timeout: 5s");
    gateway.withoutFront();
    gateway.startApp();
    gateway.awaitAppReady();
  }

  private Wire connect(int port) throws IOException {
    Wire wire = new Wire(port);
    wires.add(wire);
    return wire;
  }

  /** Sends to those that are still open. */
  private void trickle(char letter) throws IOException {
    for (Wire wire : wires) {
      if (!wire.isClosedByServer()) {
        wire.send(String.valueOf(letter));
      }
    }
  }

  private boolean allClosed() throws IOException {
    for (Wire wire : wires) {
      if (!wire.isClosedByServer()) {
        return false;
      }
    }
    return true;
  }
}
