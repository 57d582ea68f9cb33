package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small {@code max-size}, with and without an announced length. */
class FtrackLimitsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesExactlyTheLargestSizeAndNotAByteMore(boolean fronted) throws Exception {
    TestingServer server = new SelfRunningServer();
    Path real = folder.toRealPath();
    try (TestingGateway gateway = TestingGateway.start(real, server, fronted, "100KiB")) {
      String chunked = "Transfer-Encoding: chunked";
      String md5 = "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==";
      String most = "x".repeat(102_400);
      String more = most + "x";
      assertThat(put(gateway, most, "Content-Length: 102400").status()).isEqualTo(200);
      assertThat(put(gateway, chunk(most), chunked).status()).isEqualTo(200);
      for (Answer answer :
          new Answer[] {
            put(gateway, "", "Content-Length: 102401", "Expect: 100-continue"),
            put(gateway, chunk(more), chunked),
            put(gateway, chunk(more), chunked, md5)
          }) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("component-too-large");
        assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
      }
      assertThat(Eventually.becomes(() -> gateway.unfinished().isEmpty())).isTrue();
    }
  }

  private static String chunk(String body) {
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
  }

  private static Answer put(TestingGateway gateway, String body, String... headers)
      throws Exception {
    String target = gateway.signed(Operation.PUT, "id=" + FtrackContract.newId());
    try (RawHttp http = gateway.connect()) {
      return http.head("PUT", target, headers).send(body).read();
    }
  }
}
