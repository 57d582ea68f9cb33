package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real browser on a page of another origin: what a script may do and read, which no test of
 * single headers shows.
 */
class BrowserIT {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(UTF_8);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"behind Nginx", "--no-nginx"})
  void letsAPageOfAnotherOriginUploadReadAndPlay(String front) throws Exception {
    String[] options = front.equals("--no-nginx") ? new String[] {front} : new String[0];
    try (RunningGateway gateway = RunningGateway.start(folder, options)) {
      UUID video = UUID.randomUUID();
      byte[] film = Files.readAllBytes(redThenBlue());
      Wire.Answer put =
          Wire.put(gateway.port, gateway.targets.put(video), film, "Content-Type: video/webm");
      assertThat(put.status()).isEqualTo(200);

      Map<String, String> seen = Browser.visit(folder, page(gateway, video));

      assertThat(seen.get("put-etag")).matches("\"[^\"]+\"");
      assertThat(seen)
          .containsEntry("put", "200")
          .containsEntry("put-unhinted", "200")
          .containsEntry("get", "206")
          .containsEntry("get-text", "456789")
          .containsEntry("get-range", "bytes 4-9/16")
          .containsEntry("missing", "404")
          .containsEntry("missing-code", "component-missing")
          .containsEntry("refused", "403")
          .containsEntry("refused-json", "403")
          .containsEntry("remove", "200")
          .containsEntry("removed", "404")
          .containsEntry("video-begin", "red")
          .containsEntry("video-later", "blue");
      assertThat(seen.get("get-disposition")).contains("digits.txt");
      assertThat(seen.keySet()).noneMatch(name -> name.endsWith("-failed"));
      if (options.length == 0) {
        Path log = gateway.data.resolve("nginx/logs/access.json");
        String part = "\"id\":\"" + video + "\",\"s\":206";
        Await.until(
            "the player asked for a part", Await.LONG, () -> Files.readString(log).contains(part));
      }
    }
  }

  private static String page(RunningGateway gateway, UUID video) throws IOException {
    String base = "http://127.0.0.1:" + gateway.port;
    UUID id = UUID.randomUUID();
    String other = gateway.targets.put(UUID.randomUUID());
    String wrong = gateway.targets.put(id).replaceFirst("signature=.", "signature=~");
    return template()
        .replace("%MD5%", Content.md5Header(DIGITS).replace("Content-MD5: ", ""))
        .replace("%PUT%", base + gateway.targets.put(id))
        .replace("%PUT_UNHINTED%", base + other)
        .replace("%PUT_WRONG%", base + wrong)
        .replace("%REFUSED_BYTES%", "3000000")
        .replace("%GET%", base + gateway.targets.get(id))
        .replace("%GET_MISSING%", base + gateway.targets.get(UUID.randomUUID()))
        .replace("%REMOVE%", base + gateway.targets.remove(id))
        .replace("%VIDEO%", base + gateway.targets.get(video));
  }

  private static String template() throws IOException {
    try (InputStream in = BrowserIT.class.getResourceAsStream("browser.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /** Two seconds red, two seconds blue. */
  private Path redThenBlue() throws Exception {
    Path film = folder.resolve("red-then-blue.webm");
    List<String> command =
        List.of(
            ChildProcess.program("ffmpeg"),
            "-loglevel",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=red:size=64x64:rate=10:duration=2",
            "-f",
            "lavfi",
            "-i",
            "color=blue:size=64x64:rate=10:duration=2",
            "-filter_complex",
            "[0][1]concat=n=2:v=1",
            "-c:v",
            "libvpx",
            "-g",
            "5",
            film.toString());
    try (ChildProcess ffmpeg =
        ChildProcess.start(folder.resolve("ffmpeg.log"), Map.of(), command)) {
      assertThat(ffmpeg.awaitExit()).as(ffmpeg.output()).isZero();
    }
    return film;
  }
}
