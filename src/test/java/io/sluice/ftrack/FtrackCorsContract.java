package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another origin may ask and read. */
interface FtrackCorsContract extends FtrackContract {
  String ORIGIN = "Origin: https://review.example";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/put",
        "/get",
        "/remove",
        "/component/put",
        "/component/get",
        "/component/remove"
      })
  default void answersAPreflightWithoutASignature(String path) throws Exception {
    Answer answer =
        send(
            "OPTIONS",
            gateway().prefix() + path + "?id=1",
            ORIGIN,
            "Access-Control-Request-Method: PUT",
            "Access-Control-Request-Headers: content-md5,content-type");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.one("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.one("Access-Control-Allow-Methods").split(", *"))
        .contains("GET", "HEAD", "PUT", "POST", "DELETE");
    assertThat(answer.one("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT).split(", *"))
        .contains("content-type", "content-md5", "content-length", "content-disposition")
        .contains("ftrack-scope", "x-requested-with", "referer", "accept-encoding", "range")
        .contains("authorization", "accept", "origin", "user-agent", "dnt", "cache-control")
        .contains("x-mx-reqtoken", "keep-alive", "if-modified-since", "if-none-match", "if-range");
    assertThat(Integer.parseInt(answer.one("Access-Control-Max-Age"))).isPositive();
  }

  @Test
  default void letsScriptsReadWhatTheyNeed() throws Exception {
    String id = FtrackContract.newId();
    requireReadable(put(id, "hello", ORIGIN), 200);
    requireReadable(get(id, ORIGIN), 200);
    requireReadable(get(id, ORIGIN, "Range: bytes=0-1"), 206);
    requireReadable(head(id, "Origin: null"), 200);
    requireReadable(get(id, ORIGIN, "If-None-Match: *"), 304);
  }

  @Test
  default void letsScriptsReadErrorsToo() throws Exception {
    String id = FtrackContract.newId();
    String prefix = gateway().prefix();
    requireReadable(get(id, ORIGIN), 404);
    requireReadable(send("GET", prefix + "/get?id=" + id, ORIGIN), 403);
    requireReadable(send("GET", prefix + "/get", ORIGIN), 400);
    requireReadable(send("POST", prefix + "/get?id=" + id, ORIGIN), 405);
    requireReadable(put(id, "hello", "Content-MD5: x", ORIGIN), 400);
    Answer unsigned =
        gateway().ask("PUT", prefix + "/put?id=" + id, TestingGateway.bytes("hello"), ORIGIN);
    requireReadable(unsigned, 403);
  }

  private void requireReadable(Answer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.one("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.one("Access-Control-Expose-Headers").split(", *"))
        .contains("ETag", "Content-Length", "Content-Range", "Content-Disposition")
        .contains("Accept-Ranges", "X-Request-ID");
    assertThat(answer.all("Vary")).anyMatch(value -> value.contains("Origin"));
  }
}
