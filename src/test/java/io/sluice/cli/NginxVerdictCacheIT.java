package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET with the optional cache of the app's verdicts. */
class NginxVerdictCacheIT {
  @TempDir Path folder;
  private TestingApp app;
  private TestingNginx nginx;

  @BeforeEach
  void start() throws Exception {
    app = new TestingApp();
    nginx = TestingNginx.start(folder, app.port(), true);
    Files.createDirectories(nginx.store.resolve("ab"));
    Files.writeString(nginx.store.resolve("ab/file@0f"), "0123456789");
  }

  @AfterEach
  void stop() throws Exception {
    nginx.close();
    app.close();
  }

  @Test
  void asksTheAppOnceForOneUrlAndServesTheFileItself() throws IOException {
    String target = "/get?file=ab/file@0f&signature=s";
    RawClient.Answer whole = nginx.ask("GET", target);
    assertThat(whole.body()).isEqualTo("0123456789");
    assertThat(whole.one("Content-Type")).isEqualTo("image/png");
    assertThat(whole.one("Content-Disposition")).isEqualTo("attachment; filename=\"a.png\"");
    assertThat(whole.one("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(whole.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(nginx.ask("GET", target, "Range: bytes=2-3").body()).isEqualTo("23");
    assertThat(nginx.ask("GET", target, "If-None-Match: " + whole.one("ETag")).status())
        .isEqualTo(304);
    assertThat(nginx.ask("HEAD", target).one("Content-Length")).isEqualTo("10");
    RawClient.Answer none = nginx.ask("GET", target, "Range: bytes=99-");
    assertThat(none.status()).isEqualTo(416);
    assertThat(none.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(app.seen).hasSize(1);
  }

  @Test
  void asksAnewForEveryOtherQueryOrPath() throws IOException {
    assertThat(nginx.ask("GET", "/get?file=ab/file@0f&signature=s").status()).isEqualTo(200);
    assertThat(nginx.ask("GET", "/get?file=ab/file@0f&deny=403-signature-mismatch").status())
        .isEqualTo(403);
    assertThat(nginx.ask("GET", "/component/get?file=ab/file@0f&signature=s").status())
        .isEqualTo(200);
    assertThat(app.seen("/_authorize")).hasSize(3);
  }

  @Test
  void keepsNoRefusal() throws IOException {
    for (int time = 0; time < 2; time++) {
      RawClient.Answer answer = nginx.ask("GET", "/get?deny=404-component-unknown");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("\"code\":\"component-unknown\"");
    }
    assertThat(app.seen("/_authorize")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ab/%66ile", "../logs/start.log", "ab/../../logs/start.log", "/ab", "."})
  void leavesAPathThatIsNotPlainToTheApp(String file) throws IOException {
    RawClient.Answer answer = nginx.ask("GET", "/get?x=%2F&file=" + file);
    assertThat(answer.body()).doesNotContain("nginx:");
    assertThat(app.seen("/get")).hasSize(1);
    assertThat(app.seen("/get").get(0).target()).isEqualTo("/media/get?x=%2F&file=" + file);
  }

  @Test
  void servesARemovedFileNoMore() throws Exception {
    String target = "/get?file=ab/file@0f&signature=s";
    assertThat(nginx.ask("GET", target).status()).isEqualTo(200);
    Files.delete(nginx.store.resolve("ab/file@0f"));
    // Each worker of nginx keeps a file open for a second of its own, and any may take a
    // connection.
    assertThat(nginx.becomes(() -> isGoneForEveryWorker(target)))
        .as("the file is served no more")
        .isTrue();
  }

  /** Fifty connections in a row: no worker is left out. */
  private boolean isGoneForEveryWorker(String target) {
    try {
      for (int i = 0; i < 50; i++) {
        if (nginx.ask("GET", target).status() != 404) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void followsNoLink() throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(nginx.store.resolve("ab/link"), folder.resolve("secret"));
    RawClient.Answer answer = nginx.ask("GET", "/get?file=ab/link");
    assertThat(answer.status()).isIn(403, 404);
    assertThat(answer.body()).doesNotContain("secret");
  }
}
