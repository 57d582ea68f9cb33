package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ftrack's Python client puts on the wire, byte for byte, against the whole gateway. */
class PythonClientFormIT {
  /** The head lines that the {@code requests} library sends with every call. */
  private static final String[] REQUESTS = {
    "User-Agent: python-requests/2.34",
    "Accept-Encoding: gzip, deflate",
    "Accept: */*",
    "Connection: keep-alive"
  };

  @TempDir static Path folder;
  private static @Nullable RunningGateway started;
  private RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    started = RunningGateway.start(folder);
  }

  @BeforeEach
  void use() {
    gateway = Objects.requireNonNull(started);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 70_000, 3_000_000})
  void storesWhatPythonSendsAndGivesItBack(int size) throws Exception {
    byte[] bytes = Content.random(size, size);
    UUID id = UUID.randomUUID();
    // Python writes a str header in Latin-1; a name in UTF-8 arrives as these bytes.
    String name = new String("Prüfung 試写.mov".getBytes(UTF_8), ISO_8859_1);
    String disposition = "Content-Disposition: attachment; filename=\"" + name + "\"";
    try (Wire wire = new Wire(gateway.port)) {
      wire.send(
          Wire.head(
              "PUT",
              gateway.targets.put(id),
              with(
                  "Content-Type: video/quicktime",
                  disposition,
                  Content.md5Header(bytes),
                  "Content-Length: " + size)));
      wire.send(bytes);
      Wire.Answer put = wire.read();
      assertThat(put.status()).isEqualTo(200);
      assertThat(put.one("ETag")).isNotEmpty();

      // On the same connection: Python keeps it.
      wire.send(Wire.head("GET", gateway.targets.get(id), with()));
      Wire.Answer get = wire.read();
      assertThat(get.status()).isEqualTo(200);
      assertThat(get.body()).isEqualTo(bytes);
      assertThat(get.one("ETag")).isEqualTo(put.one("ETag"));
      assertThat(get.one("Content-Type")).isEqualTo("video/quicktime");
      assertThat(get.one("Content-Encoding")).isEmpty();
      assertThat(get.one("Content-Disposition"))
          .contains("filename*=UTF-8''Pr%C3%BCfung%20%E8%A9%A6%E5%86%99.mov");

      wire.send(Wire.head("GET", gateway.targets.remove(id), with()));
      assertThat(wire.read().status()).isEqualTo(200);
      wire.send(Wire.head("GET", gateway.targets.get(id), with()));
      assertThat(wire.read().status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void storesTheEmptyFileThatPythonSendsAsNoChunk(boolean hasMd5) throws Exception {
    UUID id = UUID.randomUUID();
    String[] headers =
        hasMd5
            ? with("Transfer-Encoding: chunked", Content.md5Header(new byte[0]))
            : with("Transfer-Encoding: chunked");
    try (Wire wire = new Wire(gateway.port)) {
      wire.send(Wire.head("PUT", gateway.targets.put(id), headers) + "0\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(200);
      wire.send(Wire.head("GET", gateway.targets.get(id), with()));
      Wire.Answer get = wire.read();
      assertThat(get.status()).isEqualTo(200);
      assertThat(get.one("Content-Length")).isEqualTo("0");
      wire.send(Wire.head("GET", gateway.targets.remove(id), with()));
      assertThat(wire.read().status()).isEqualTo(200);
      wire.send(Wire.head("GET", gateway.targets.get(id), with()));
      assertThat(wire.read().status()).isEqualTo(404);
    }
  }

  private static String[] with(String... more) {
    String[] all = new String[REQUESTS.length + more.length];
    System.arraycopy(REQUESTS, 0, all, 0, REQUESTS.length);
    System.arraycopy(more, 0, all, REQUESTS.length, more.length);
    return all;
  }
}
