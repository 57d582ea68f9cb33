package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nginx does with a body: refused before it is read, spooled, or passed on as it comes. */
class NginxPutIT {
  private static final String EXPECT = "Expect: 100-continue";
  private static final String MD5 = "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==";

  @TempDir Path folder;
  private TestingApp app;
  private TestingNginx nginx;

  @BeforeEach
  void start() throws Exception {
    app = new TestingApp();
    nginx = TestingNginx.start(folder, app.port(), false);
  }

  @AfterEach
  void stop() throws Exception {
    nginx.close();
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/put", "/component/put"})
  void handsTheSpooledFileOverAndRemovesWhatWasLeft(String path) throws Exception {
    try (RawClient client = new RawClient(nginx.port)) {
      RawClient.Answer answer =
          client.ask("PUT", path + "?id=1&x=%2F%41", "hello", "Content-Length: 5");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    }
    TestingApp.Seen put = app.seen("/put").get(0);
    assertThat(put.target()).isEqualTo("/media/put?id=1&x=%2F%41");
    assertThat(put.spooled()).isEqualTo("hello");
    assertThat(put.bodyBytes()).isZero();
    assertThat(put.all("X-File")).singleElement().asString().startsWith(nginx.spool + "/");
    assertThat(put.all("X-Content-Length")).containsExactly("5");
    assertThat(put.all("X-Original-Uri")).containsExactly(path + "?id=1&x=%2F%41");
    assertThat(nginx.becomes(() -> nginx.spooled().isEmpty())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"PUT,/put", "GET,/get", "DELETE,/remove", "GET,/health/live"})
  void neverPassesOnWhatOnlyNginxMaySay(String method, String path) throws IOException {
    String[] forged = {
      "X-File: /etc/passwd",
      "X-Content-Length: 9",
      "X-Proxy-Token: forged",
      "X-Original-URI: /forged",
      "X-Original-Method: FORGED",
      "X-Original-Length: 99",
      "X-Accel-Redirect: /forged",
      "X-Accel-Mapping: /=/forged",
      "X-Forwarded-For: 10.1.1.1",
      "X-Forwarded-Prefix: /forged",
      "Forwarded: for=10.1.1.1",
      "Content-Length: 0"
    };
    assertThat(nginx.ask(method, path + "?id=1", forged).status()).isEqualTo(200);
    assertThat(app.seen).isNotEmpty();
    for (TestingApp.Seen seen : app.seen) {
      assertThat(seen.all("X-Proxy-Token")).containsExactly(TestingNginx.TOKEN);
      assertThat(seen.all("X-Original-Uri")).containsExactly(path + "?id=1");
      assertThat(seen.all("X-Original-Method")).isSubsetOf(method);
      assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
      assertThat(seen.all("X-File")).noneMatch(value -> !value.startsWith(nginx.spool.toString()));
      assertThat(seen.headers().entrySet().toString())
          .doesNotContainIgnoringCase("forged", "10.1.1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", MD5})
  void refusesBeforeTheBodyIsAskedFor(String more) throws IOException {
    try (RawClient client = new RawClient(nginx.port)) {
      String target = "/put?deny=507-storage-full&signature=s";
      String first = more.isEmpty() ? "X-None: 1" : more;
      client.send(RawClient.head("PUT", target, first, EXPECT, "Content-Length: 500000"));
      RawClient.Answer answer = client.read(false);
      assertThat(answer.status()).isEqualTo(507);
      assertThat(answer.body()).endsWith("\"status\":507,\"code\":\"storage-full\"}\n");
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    }
    assertThat(app.seen("/put")).isEmpty();
    TestingApp.Seen verdict = app.seen("/_authorize").get(0);
    assertThat(verdict.all("X-Original-Length")).containsExactly("500000");
    assertThat(verdict.all("X-Original-Method")).containsExactly("PUT");
    assertThat(nginx.spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 413, 429, 503, 507})
  void saysTheStatusAndCodeOfTheVerdict(int status) throws IOException {
    try (RawClient client = new RawClient(nginx.port)) {
      String target = "/put?deny=" + status + "-some-code";
      RawClient.Answer answer = client.ask("PUT", target, "hello", "Content-Length: 5");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.one("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(answer.one("X-Sluice-Deny")).isEmpty();
      assertThat(answer.body())
          .startsWith("{\"type\":\"about:blank\",\"title\":\"")
          .endsWith("\"status\":" + status + ",\"code\":\"some-code\"}\n");
    }
    assertThat(app.seen("/put")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"403-\"x", "403-UPPER", "599-teapot"})
  void answers403WithItsOwnCodeWhenTheVerdictIsNotPlain(String deny) throws IOException {
    RawClient.Answer answer = nginx.ask("PUT", "/put?deny=" + deny, "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).endsWith("\"status\":403,\"code\":\"forbidden\"}\n");
  }

  @Test
  void passesABodyWithAChecksumOnAsItComes() throws Exception {
    try (RawClient client = new RawClient(nginx.port)) {
      String target = "/component/put?id=1&x=%2F%41&y=b%20c";
      client.send(RawClient.head("PUT", target, MD5, EXPECT, "Content-Length: 10"));
      assertThat(client.read(false).status()).isEqualTo(100);
      assertThat(app.seen("/_authorize")).hasSize(1);
      client.send("hello");
      assertThat(app.firstByte.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(nginx.spooled()).isEmpty();
      client.send("world");
      assertThat(client.read(false).status()).isEqualTo(200);
      TestingApp.Seen put = app.seen("/put").get(0);
      assertThat(put.target()).isEqualTo("/media/put?id=1&x=%2F%41&y=b%20c");
      assertThat(put.bodyBytes()).isEqualTo(10);
      assertThat(put.all("X-File")).isEmpty();
      assertThat(put.all("X-Original-Uri")).containsExactly(target);
      assertThat(put.all("Content-Length")).containsExactly("10");
    }
  }

  @Test
  void passesAChunkedBodyWithAChecksumOn() throws IOException {
    try (RawClient client = new RawClient(nginx.port)) {
      String body = "5\r\nhello\r\n0\r\n\r\n";
      String chunked = "Transfer-Encoding: chunked";
      assertThat(client.ask("PUT", "/put?id=1", body, MD5, chunked).status()).isEqualTo(200);
      assertThat(app.seen("/put").get(0).bodyBytes()).isEqualTo(5);
    }
  }

  @Test
  void spoolsAChunkedBodyAndSaysItsLength() throws IOException {
    try (RawClient client = new RawClient(nginx.port)) {
      String body = "5\r\nhello\r\n0\r\n\r\n";
      String chunked = "Transfer-Encoding: chunked";
      assertThat(client.ask("PUT", "/put?id=1", body, chunked).status()).isEqualTo(200);
      assertThat(app.seen("/put").get(0).spooled()).isEqualTo("hello");
      assertThat(app.seen("/put").get(0).all("X-Content-Length")).containsExactly("5");
    }
  }

  @Test
  void leavesNothingWhenTheClientGoesAway() throws Exception {
    try (RawClient client = new RawClient(nginx.port)) {
      client.send(RawClient.head("PUT", "/put?id=1", "Content-Length: 900000"));
      client.send("x".repeat(400_000));
      assertThat(nginx.becomes(() -> !nginx.spooled().isEmpty())).isTrue();
    }
    assertThat(nginx.becomes(() -> nginx.spooled().isEmpty())).isTrue();
    assertThat(app.seen("/put")).isEmpty();
  }

  @Test
  void answers413ToABodyOverTheLimitWithoutAskingForIt() throws IOException {
    try (RawClient client = new RawClient(nginx.port)) {
      client.send(RawClient.head("PUT", "/put?id=1", EXPECT, "Content-Length: 2000000"));
      RawClient.Answer answer = client.read(false);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    }
    assertThat(app.seen).isEmpty();
  }

  @Test
  void answers503WithRetryAfterWhenTheAppIsDown() throws IOException {
    app.close();
    for (String target : List.of("/put?id=1", "/get?id=1", "/remove?id=1", "/health/ready")) {
      String method = target.startsWith("/put") ? "PUT" : "GET";
      RawClient.Answer answer = nginx.ask(method, target, "Content-Length: 0");
      assertThat(answer.status()).as(target).isEqualTo(503);
      assertThat(answer.one("Retry-After")).isEqualTo("5");
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(answer.body()).endsWith("\"status\":503,\"code\":\"unavailable\"}\n");
    }
  }

  @Test
  void answers429ToOneUploadTooManyOfOneAddress() throws Exception {
    try (RawClient first = new RawClient(nginx.port);
        RawClient second = new RawClient(nginx.port)) {
      for (RawClient client : List.of(first, second)) {
        client.send(RawClient.head("PUT", "/put?id=1", EXPECT, "Content-Length: 5"));
        assertThat(client.read(false).status()).isEqualTo(100);
      }
      RawClient.Answer third = nginx.ask("PUT", "/put?id=3", "Content-Length: 0");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.one("Retry-After")).isEqualTo("1");
    }
  }
}
