package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of the gateway, or its client, is gone in the middle of the work. */
class FaultIT {
  /** More than Nginx keeps in memory, so that it lies on disk. */
  private static final byte[] HALF = Content.random(1 << 20, 1);

  @TempDir Path folder;
  private LooseGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway =
        new LooseGateway(
                folder,
                folder,
                "store.sweep-after: 2s",
                "store.keep-replaced: 1s",
                "front.sweep-after: 2s")
            .start();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void leavesASpoolFileForTheSweepWhenNginxIsKilledInTheMiddle() throws Exception {
    UUID id = UUID.randomUUID();
    try (Wire wire = new Wire(gateway.port)) {
      sendHalf(wire, id, "X-Nothing: 1");
      Await.until("half is spooled", Await.LONG, () -> !gateway.spooled().isEmpty());
      gateway.killNginx();
    }
    assertThat(gateway.staged()).isEmpty();
    assertThat(gateway.objects()).isEmpty();
    gateway.startNginx();
    gateway.awaitReady();
    gateway.awaitNothingLeft();
    assertThat(get(id).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNothingWhenTheClientIsGoneAtHalf(boolean hasMd5) throws Exception {
    UUID id = UUID.randomUUID();
    try (Wire wire = new Wire(gateway.port)) {
      sendHalf(wire, id, hasMd5 ? Content.md5Header(HALF) : "X-Nothing: 1");
      Await.until("half is here", Await.LONG, () -> hasHalf(hasMd5 ? "staging" : "spool"));
    }
    gateway.awaitNothingLeft();
    assertThat(gateway.objects()).isEmpty();
    assertThat(get(id).status()).isEqualTo(404);
  }

  @Test
  void asksToTryAgainWhenTheAppIsDown() throws Exception {
    gateway.killApp();
    UUID id = UUID.randomUUID();
    assertAsksToTryAgain("PUT", gateway.targets.put(id));
    assertAsksToTryAgain("GET", gateway.targets.get(id));
    assertAsksToTryAgain("HEAD", gateway.targets.get(id));
    assertAsksToTryAgain("DELETE", gateway.targets.remove(id));
    assertThat(gateway.spooled()).isEmpty();
  }

  private void assertAsksToTryAgain(String method, String target) throws IOException {
    String origin = "Origin: https://studio.example";
    Wire.Answer answer = Wire.ask(gateway.port, method, target, origin, "Content-Length: 0");
    assertThat(answer.status()).as(method).isEqualTo(503);
    assertThat(answer.one("Retry-After")).as(method).isNotEmpty();
    assertThat(answer.one("Access-Control-Allow-Origin")).as(method).isEqualTo("*");
    assertThat(answer.one("Content-Type")).as(method).startsWith("application/problem+json");
  }

  private void sendHalf(Wire wire, UUID id, String header) throws IOException {
    String length = "Content-Length: " + 2 * HALF.length;
    wire.send(Wire.head("PUT", gateway.targets.put(id), header, length));
    wire.send(HALF);
  }

  private boolean hasHalf(String place) throws IOException {
    for (Path file : place.equals("spool") ? gateway.spooled() : gateway.staged()) {
      if (Files.size(file) > HALF.length / 2) {
        return true;
      }
    }
    return false;
  }

  private Wire.Answer get(UUID id) throws IOException {
    return Wire.ask(gateway.port, "GET", gateway.targets.get(id));
  }
}
