package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nginx lets through to which path, and what it serves and says itself. */
class NginxGetIT {
  @TempDir Path folder;
  private TestingApp app;
  private TestingNginx nginx;

  @BeforeEach
  void start() throws Exception {
    app = new TestingApp();
    nginx = TestingNginx.start(folder, app.port(), false);
    Files.createDirectories(nginx.store.resolve("ab"));
    Files.writeString(nginx.store.resolve("ab/file"), "0123456789");
  }

  @AfterEach
  void stop() throws Exception {
    nginx.close();
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/get", "/component/get"})
  void servesTheFileThatTheAppNames(String path) throws IOException {
    RawClient.Answer answer = nginx.ask("GET", path + "?file=ab/file&signature=s");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.one("Content-Type")).isEqualTo("image/png");
    assertThat(answer.one("Content-Disposition")).isEqualTo("attachment; filename=\"a.png\"");
    assertThat(answer.one("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(answer.one("ETag")).isNotEmpty();
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.one("Access-Control-Expose-Headers")).contains("ETag", "Content-Range");
    assertThat(answer.one("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.one("Vary")).isEqualTo("Origin");
    assertThat(answer.one("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.one("Content-Security-Policy")).contains("sandbox");
    assertThat(answer.one("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(answer.one("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.one("X-Request-ID")).isNotEmpty();
    assertThat(answer.one("Server")).isEqualTo("nginx");
    assertThat(app.seen.get(0).target()).startsWith("/media/get?file=ab/file&");
  }

  @Test
  void servesRangesAndSaysHeadersOnceWhenOneIsOutOfBounds() throws IOException {
    RawClient.Answer part = nginx.ask("GET", "/get?file=ab/file", "Range: bytes=2-3");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("23");
    RawClient.Answer none = nginx.ask("GET", "/get?file=ab/file", "Range: bytes=99-");
    assertThat(none.status()).isEqualTo(416);
    assertThat(none.one("Content-Range")).isEqualTo("bytes */10");
    assertThat(none.one("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab/gone", "ab/link", "ab/", "ab", "../logs/start.log", "linked/secret"})
  void tellsNothingAboutWhatIsNoFileOfTheStore(String file) throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(nginx.store.resolve("ab/link"), folder.resolve("secret"));
    Files.createSymbolicLink(nginx.store.resolve("linked"), folder);
    RawClient.Answer answer = nginx.ask("GET", "/get?file=" + file);
    assertThat(answer.status()).isIn(404, 500);
    assertThat(answer.one("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).doesNotContain("secret", folder.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/put,'PUT, OPTIONS'",
    "GET,/component/put,'PUT, OPTIONS'",
    "PUT,/get,'GET, HEAD, OPTIONS'",
    "DELETE,/component/get,'GET, HEAD, OPTIONS'",
    "PUT,/remove,'GET, POST, DELETE, OPTIONS'",
    "PATCH,/component/remove,'GET, POST, DELETE, OPTIONS'"
  })
  void answers405WithAllowToAnyOtherMethod(String method, String path, String allow)
      throws IOException {
    RawClient.Answer answer = nginx.ask(method, path + "?id=1", "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.one("Allow")).isEqualTo(allow);
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.body()).endsWith("\"status\":405,\"code\":\"method-not-allowed\"}\n");
    assertThat(app.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/put", "/get", "/remove", "/component/put", "/component/get"})
  void answersAPreflightWithoutASignature(String path) throws IOException {
    RawClient.Answer answer =
        nginx.ask("OPTIONS", path, "Origin: https://a", "Access-Control-Request-Method: PUT");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.all("Content-Length")).isEmpty();
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.one("Access-Control-Allow-Methods")).contains("GET", "HEAD", "PUT", "POST");
    assertThat(answer.one("Access-Control-Allow-Headers"))
        .contains(
            "Content-MD5", "Content-Disposition", "ftrack-scope", "X-Requested-With", "Range");
    assertThat(answer.one("Access-Control-Max-Age")).isEqualTo("7200");
    assertThat(app.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/put/",
        "/put;x=1",
        "/x/..;/put",
        "/;/put",
        "/putfoo",
        "/PUT",
        "/_authorize",
        "/_sluice_authorize",
        "/_sluice_put_stream",
        "/_sluice_deny",
        "/_sluice_problem",
        "/_sluice_files/main/ab/file",
        "/_sluice_verdict"
      })
  void answers404ToEveryOtherPath(String path) throws IOException {
    RawClient.Answer answer =
        nginx.ask("PUT", path + "?id=1", "Content-Length: 0", "X-File: /etc/passwd");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).endsWith("\"status\":404,\"code\":\"not-found\"}\n");
    assertThat(app.seen).isEmpty();
  }

  /** The app's own context path, which is also where resizes are: nothing is put there. */
  @Test
  void takesNoPutBelowTheContextPathOfTheApp() throws IOException {
    RawClient.Answer answer = nginx.ask("PUT", "/media/put?id=1", "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(app.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//put", "/%70ut", "/x/../put", "/./put"})
  void showsTheAppTheRawSpellingOfAPathThatItTakesForPut(String path) throws IOException {
    nginx.ask("PUT", path + "?deny=404-no-such-path", "Content-Length: 0");
    assertThat(app.seen).hasSize(1);
    assertThat(app.seen.get(0).target()).isEqualTo("/media/_authorize");
    assertThat(app.seen.get(0).all("X-Original-Uri"))
        .containsExactly(path + "?deny=404-no-such-path");
    assertThat(nginx.spooled()).isEmpty();
  }

  @Test
  void answersAProblemToWhatIsNoHttp() throws IOException {
    try (RawClient client = new RawClient(nginx.port)) {
      client.send("NONSENSE\r\n\r\n");
      RawClient.Answer answer = client.read(false);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).endsWith("\"status\":400,\"code\":\"bad-request\"}\n");
    }
  }

  @Test
  void keepsAWellFormedRequestIdAndReplacesAnyOther() throws IOException {
    assertThat(nginx.ask("GET", "/get?id=1", "X-Request-ID: balancer-1").one("X-Request-ID"))
        .isEqualTo("balancer-1");
    assertThat(nginx.ask("GET", "/get?id=1", "X-Request-ID: a\"b").one("X-Request-ID"))
        .matches("[0-9a-f]{32}");
    assertThat(app.seen.get(0).all("X-Request-Id")).containsExactly("balancer-1");
  }

  @Test
  void logsNoSignature() throws Exception {
    nginx.ask("GET", "/get?id=abc&file=ab/file&signature=hush-hush", "User-Agent: a\"b");
    nginx.ask("PUT", "/put?id=abc&deny=403-no&signature=hush-hush", "Content-Length: 0");
    try (RawClient client = new RawClient(nginx.port)) {
      client.ask("PUT", "/put?id=abc&signature=hush-hush", "hello", "Content-Length: 5");
    }
    nginx.close();
    assertThat(Files.readAllLines(nginx.logs.resolve("access.json")))
        .hasSize(3)
        .allMatch(line -> line.contains("\"id\":\"abc\"") && !line.contains("hush"))
        .anyMatch(line -> line.contains("\"m\":\"PUT\",\"u\":\"/put\",\"id\":\"abc\",\"s\":403"))
        .anyMatch(line -> line.contains("\"ua\":\"a\\\"b\""));
    assertThat(Files.readString(nginx.logs.resolve("error.log"))).doesNotContain("hush");
  }
}
