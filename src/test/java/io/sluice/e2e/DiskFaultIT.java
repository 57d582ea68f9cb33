package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full or cannot be written, under a running gateway; needs root for mounts. */
class DiskFaultIT {
  private static final int MIB = 1 << 20;
  private static final String MD5 = "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==";
  private static final String NO_MD5 = "X-Nothing: 1";

  @TempDir Path folder;
  private Mount mount;
  private LooseGateway gateway;

  @BeforeEach
  void start() throws Exception {
    mount = Mount.make(folder, "6m");
    gateway =
        new LooseGateway(
                folder,
                mount.folder,
                "store.sweep-after: 2s",
                "store.keep-replaced: 1s",
                "front.sweep-after: 2s")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (mount != null) {
      mount.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_MD5, MD5})
  void refusesWhatCannotFitBeforeItsBody(String header) throws Exception {
    try (Wire wire = new Wire(gateway.port)) {
      String target = gateway.targets.put(UUID.randomUUID());
      wire.send(Wire.head("PUT", target, header, "Content-Length: " + 40 * MIB));
      Wire.Answer answer = wire.read();
      assertThat(answer.status()).isEqualTo(507);
      assertThat(answer.one("Content-Type")).startsWith("application/problem+json");
      assertThat(answer.text()).contains("\"store-full\"");
    }
    assertThat(gateway.spooled()).isEmpty();
    assertThat(gateway.staged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_MD5, MD5})
  void leavesNothingOfABodyThatTurnsOutTooBig(String header) throws Exception {
    UUID id = UUID.randomUUID();
    Wire.Answer answer = putChunked(gateway.targets.put(id), 10 * MIB, header);
    assertThat(answer.status()).isIn(503, 507);
    assertThat(answer.one("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");

    gateway.awaitNothingLeft();
    assertThat(Wire.ask(gateway.port, "GET", gateway.targets.get(id)).status()).isEqualTo(404);
    assertThat(Wire.put(gateway.port, gateway.targets.put(id), new byte[MIB]).status())
        .as("there is room again")
        .isEqualTo(200);
  }

  @Test
  void servesWhatItHasFromADiskThatCannotBeWritten() throws Exception {
    UUID id = UUID.randomUUID();
    byte[] body = Content.random(MIB, 1);
    assertThat(Wire.put(gateway.port, gateway.targets.put(id), body).status()).isEqualTo(200);

    mount.makeReadOnly();
    for (String header : new String[] {NO_MD5, Content.md5Header(body)}) {
      Wire.Answer put = Wire.put(gateway.port, gateway.targets.put(id), body, header);
      assertThat(put.status()).as(header).isEqualTo(503);
      assertThat(put.one("Content-Type")).startsWith("application/problem+json");
      assertThat(put.one("Retry-After")).isNotEmpty();
    }
    Wire.Answer remove = Wire.ask(gateway.port, "DELETE", gateway.targets.remove(id));
    assertThat(remove.status()).isEqualTo(503);
    assertThat(get(id)).isEqualTo(body);
    Await.until(
        "readiness says that the store fails",
        Await.LONG,
        () -> {
          Wire.Answer ready = Wire.ask(gateway.port, "GET", "/health/ready");
          return ready.status() == 503 && ready.text().contains("\"store main\":\"failed");
        });

    mount.makeWritable();
    gateway.awaitReady();
    assertThat(Wire.put(gateway.port, gateway.targets.put(id), new byte[1]).status())
        .isEqualTo(200);
  }

  private byte[] get(UUID id) throws IOException {
    Wire.Answer answer = Wire.ask(gateway.port, "GET", gateway.targets.get(id));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /** Sends on until the end or until the server will not have more, then reads its answer. */
  private Wire.Answer putChunked(String target, int size, String header) throws IOException {
    byte[] bytes = new byte[MIB / 4];
    Arrays.fill(bytes, (byte) 'x');
    try (Wire wire = new Wire(gateway.port)) {
      wire.send(Wire.head("PUT", target, header, "Transfer-Encoding: chunked"));
      try {
        for (int sent = 0; sent < size; sent += bytes.length) {
          wire.send(Integer.toHexString(bytes.length) + "\r\n");
          wire.send(bytes);
          wire.send("\r\n");
        }
        wire.send("0\r\n\r\n");
      } catch (IOException e) {
        // The answer came before the end of the body, and is there to be read.
        return wire.read();
      }
      return wire.read();
    }
  }
}
