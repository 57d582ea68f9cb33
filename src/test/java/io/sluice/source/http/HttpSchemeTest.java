package io.sluice.source.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.source.Source;
import io.sluice.source.SourceError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets: 127.0.0.2 plays the internet, 127.0.0.1 is what nobody may reach. */
class HttpSchemeTest {
  private static final String PICTURE =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"1\"\r\nConnection: close\r\n\r\nbytes";
  private static final Map<String, String> NAMES =
      Map.of(
          "good.test", "127.0.0.2",
          "other.test", "127.0.0.2",
          "bad.test", "127.0.0.1",
          "internal.test", "127.0.0.3",
          "cloud.test", "169.254.169.254");

  private TestingHost host;
  private TestingHost secret;
  private GuardedClient client;
  private HttpScheme scheme;

  @BeforeEach
  void start() throws IOException {
    List<TestingHost> hosts = TestingHost.pair("127.0.0.2", "127.0.0.1");
    host = hosts.get(0);
    secret = hosts.get(1);
    host.answers(PICTURE);
    secret.answers(PICTURE);
    begin(Duration.ofMinutes(1), Duration.ofSeconds(20));
  }

  private void begin(Duration remember, Duration timeout) {
    HttpSourceConfig config =
        new HttpSourceConfig(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            timeout,
            1000,
            List.of(host.port()),
            List.of(AllowedNetwork.parse("127.0.0.2/32")),
            remember,
            16);
    client = new GuardedClient(config, HttpSchemeTest::look);
    scheme = new HttpScheme(client, new AllowedHosts(List.of("*")));
  }

  private static InetAddress[] look(String name) throws UnknownHostException {
    String known = NAMES.get(name);
    if (known == null && name.endsWith(".test")) {
      throw new UnknownHostException(name);
    }
    return InetAddress.getAllByName(known == null ? name : known);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    host.close();
    secret.close();
  }

  private String url(String name) {
    return "http://" + name + ":" + host.port() + "/a.jpg?signature=credential";
  }

  private Source find(String name) throws IOException {
    return scheme.find(url(name)).orElseThrow();
  }

  private static String text(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private void requireError(SourceError error, Callable<?> work) {
    assertThatThrownBy(work::call)
        .isInstanceOfSatisfying(
            HttpErrorException.class, e -> assertThat(e.error()).isEqualTo(error))
        .hasMessageNotContaining("credential")
        .hasNoCause();
    assertThat(secret.requests).isEmpty();
  }

  @Test
  void readsAPictureAndAsksAgainOnlyAfterATime() throws Exception {
    Source source = find("good.test");
    assertThat(source.length()).isEqualTo(5);
    assertThat(source.file()).isNull();
    assertThat(text(source)).isEqualTo("bytes");
    assertThat(find("good.test").version()).isEqualTo(source.version());
    assertThat(host.asked("HEAD /a.jpg?signature=credential ")).isEqualTo(1);
    assertThat(host.asked("GET ")).isEqualTo(1);
    assertThat(host.requests.get(0))
        .contains("Host: good.test:" + host.port(), "User-Agent: Sluice", "Accept: */*")
        .contains("Accept-Encoding: identity")
        .doesNotContainIgnoringCase("cookie", "authorization", "upgrade", "gzip");
  }

  @Test
  void asksOnceForAllWhoWantToKnowAtOnce() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    host.answers(
        (request, out) -> {
          gate.await();
          out.write(PICTURE.substring(0, PICTURE.length() - 5).getBytes(ISO_8859_1));
        });
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Future<Source>> found = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      found.add(pool.submit(() -> find("good.test")));
    }
    gate.countDown();
    for (Future<Source> one : found) {
      assertThat(one.get().length()).isEqualTo(5);
    }
    pool.shutdown();
    assertThat(host.requests).hasSize(1);
  }

  @Test
  void seesThatAPictureHasChanged() throws Exception {
    client.close();
    begin(Duration.ZERO, Duration.ofSeconds(20));
    Source first = find("good.test");
    host.answers(PICTURE.replace("\"1\"", "\"2\""));
    assertThat(find("good.test").version()).isNotEqualTo(first.version());
    assertThat(find("good.test").identity()).isEqualTo(first.identity());
    // What was found is not there any more: nothing is made of other bytes under its name.
    requireError(SourceError.SOURCE_HOST_FAILED, first::open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ETag: W/\"weak\"",
        "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT",
        "X-Nothing: of a version"
      })
  void namesAVersionFromWhatTheHostSays(String field) throws Exception {
    String answer = "HTTP/1.1 200 OK\r\n" + field + "\r\nConnection: close\r\n\r\nbytes";
    host.answers(answer);
    Source source = find("good.test");
    assertThat(text(source)).isEqualTo("bytes");
    client.close();
    begin(Duration.ZERO, Duration.ofSeconds(20));
    assertThat(find("good.test").version()).isEqualTo(source.version());
    host.answers(answer.replace("weak", "other").replace("2026", "2027").replace("bytes", "BYTES"));
    assertThat(find("good.test").version()).isNotEqualTo(source.version());
  }

  @Test
  void noticesOtherBytesOfAHostThatTellsNoVersions() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbytes";
    host.answers(answer);
    Source source = find("good.test");
    host.answers(answer.replace("bytes", "other"));
    requireError(SourceError.SOURCE_HOST_FAILED, () -> text(source));
    assertThat(text(find("good.test"))).isEqualTo("other");
  }

  @Test
  void asksByGetWhereHeadIsNotAnswered() throws Exception {
    host.answers(
        (request, out) -> {
          String text = request.startsWith("HEAD") ? "HTTP/1.1 403 No\r\n\r\n" : PICTURE;
          out.write(text.getBytes(ISO_8859_1));
        });
    assertThat(text(find("good.test"))).isEqualTo("bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad.test",
        "cloud.test",
        "internal.test",
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "2130706433",
        "127.1",
        "0",
        "localhost",
      })
  void reachesNoPrivateAddress(String name) {
    requireError(SourceError.SOURCE_REFUSED, () -> find(name));
    assertThat(host.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x7f000001", "017700000001", "missing.test"})
  void failsForNamesThatDoNotExist(String name) {
    requireError(SourceError.SOURCE_HOST_FAILED, () -> find(name));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:PORT/stolen, SOURCE_REFUSED",
    "http://bad.test:PORT/stolen, SOURCE_REFUSED",
    "//[::1]:PORT/stolen, SOURCE_REFUSED",
    "http://good.test:1/, SOURCE_REFUSED",
    "file:///etc/passwd, SOURCE_REFUSED",
    "gopher://good.test:PORT/, SOURCE_REFUSED",
    "http://good.test:PORT/loop?credential, SOURCE_HOST_FAILED",
    "http://missing.test:PORT/, SOURCE_HOST_FAILED",
  })
  void followsNoRedirectThatLeadsAstray(String location, SourceError error) {
    String to = location.replace("PORT", "" + host.port());
    host.answers("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
    requireError(error, () -> find("good.test"));
    assertThat(host.asked("HEAD /loop")).isLessThanOrEqualTo(3);
  }

  @Test
  void followsThreeRedirectsAndNoFourth() throws Exception {
    host.answers(
        (request, out) -> {
          int at = Integer.parseInt(request.replaceAll("(?s)^\\w+ /(\\d+).*", "$1"));
          String text =
              at == 0
                  ? PICTURE
                  : "HTTP/1.1 307 On\r\nLocation: /" + (at - 1) + "\r\nContent-Length: 0\r\n\r\n";
          boolean isHead = request.startsWith("HEAD");
          out.write(text.replaceAll(isHead ? "bytes$" : "^$", "").getBytes(ISO_8859_1));
        });
    String start = "http://good.test:" + host.port() + "/";
    assertThat(text(scheme.find(start + "3").orElseThrow())).isEqualTo("bytes");
    requireError(SourceError.SOURCE_HOST_FAILED, () -> scheme.find(start + "4"));
    requireError(SourceError.SOURCE_HOST_FAILED, () -> scheme.find(start + "10"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void findsNothing(int status) throws Exception {
    host.answers("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
    assertThat(scheme.find(url("good.test"))).isEmpty();
    assertThat(scheme.find(url("good.test"))).isEmpty();
    assertThat(host.asked("GET")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 No\r\n\r\n",
        "HTTP/1.1 206 No\r\nContent-Length: 5\r\n\r\nbytes",
        "HTTP/1.1 302 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\nbytes",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "no HTTP at all",
        "",
      })
  void failsWithTheHost(String answer) {
    host.answers((request, out) -> out.write(answer.getBytes(ISO_8859_1)));
    requireError(SourceError.SOURCE_HOST_FAILED, () -> text(find("good.test")));
  }

  @Test
  void failsWhereABodyIsCutOff() throws Exception {
    host.answers(PICTURE.replace("Length: 5", "Length: 50"));
    requireError(SourceError.SOURCE_HOST_FAILED, () -> text(find("good.test")));
  }

  @Test
  void refusesALongBodyBeforeItComes() {
    host.answers(PICTURE.replace("Length: 5", "Length: 1001"));
    requireError(SourceError.SOURCE_TOO_LONG, () -> find("good.test"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag: \"1\"", "X-Nothing: of a version"})
  void endsABodyWithoutAnEnd(String field) {
    host.answers(
        (request, out) -> {
          out.write(("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n").getBytes(ISO_8859_1));
          while (request.startsWith("GET")) {
            out.write(new byte[100]); // Until the other end hangs up.
          }
        });
    requireError(SourceError.SOURCE_TOO_LONG, () -> text(find("good.test")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n",
        "",
      })
  void endsWhatComesDropByDrop(String start) {
    client.close();
    begin(Duration.ofMinutes(1), Duration.ofMillis(300));
    host.answers((request, out) -> drip(request.startsWith("HEAD") ? PICTURE : start, out));
    requireError(SourceError.SOURCE_HOST_SLOW, () -> text(find("good.test")));
  }

  private static void drip(String start, OutputStream out)
      throws IOException, InterruptedException {
    out.write(start.getBytes(ISO_8859_1));
    while (!start.equals(PICTURE)) {
      out.write('x');
      out.flush();
      Thread.sleep(20); // It is the slowness that is tested.
    }
  }

  @Test
  void givesUpAHostThatSaysNothing() {
    client.close();
    begin(Duration.ofMinutes(1), Duration.ofMillis(300));
    host.answers((request, out) -> new CountDownLatch(1).await());
    requireError(SourceError.SOURCE_HOST_SLOW, () -> find("good.test"));
  }

  @Test
  void refusesAHeadWithoutAnEnd() {
    host.answers(
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write("X-More: of the same\r\n".getBytes(ISO_8859_1));
          }
        });
    requireError(SourceError.SOURCE_HOST_FAILED, () -> find("good.test"));
  }

  @Test
  void asksOnlyHostsOfItsList() {
    scheme = new HttpScheme(client, new AllowedHosts(List.of("good.test")));
    requireError(SourceError.SOURCE_REFUSED, () -> find("other.test"));
    assertThat(host.requests).isEmpty();
    host.answers(
        "HTTP/1.1 301 On\r\nLocation: " + url("other.test") + "\r\nContent-Length: 0\r\n\r\n");
    requireError(SourceError.SOURCE_REFUSED, () -> find("good.test"));
    assertThat(host.requests).hasSize(1);
  }
}
