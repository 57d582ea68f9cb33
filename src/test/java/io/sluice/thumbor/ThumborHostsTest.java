package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.http.TestingHost;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of other servers: 127.0.0.2 plays the internet, 127.0.0.1 is what nobody may reach. */
class ThumborHostsTest {
  @TempDir private Path folder;
  private TestingHost host;
  private TestingHost secret;
  private TestingDoor door;

  @BeforeEach
  void open() throws Exception {
    List<TestingHost> hosts = TestingHost.pair("127.0.0.2", "127.0.0.1");
    host = hosts.get(0);
    secret = hosts.get(1);
    host.answers(answer(png(80, 60), "\"1\""));
    secret.answers(answer(png(80, 60), "\"1\""));
    door =
        new TestingDoor(
            folder,
            "thumbor: {KEY, allowed-hosts: [127.0.0.2, 127.0.0.1, localhost, 127.1]}\n"
                + "sources:\n"
                + "  http: {ports: ["
                + host.port()
                + "], allow-networks: [127.0.0.2/32], remember: 0, timeout: 1s, max-size: 100KiB}\n");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    host.close();
    secret.close();
  }

  private static byte[] png(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static TestingHost.Answer answer(byte[] body, String tag) {
    return (request, out) -> {
      String head =
          "HTTP/1.1 200 OK\r\nETag: " + tag + "\r\nContent-Length: " + body.length + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      if (!request.startsWith("HEAD")) {
        out.write(body);
      }
    };
  }

  private String image(String address) {
    return address + ":" + host.port() + "/a.png";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://", "HTTP://"})
  void showsAPictureOfAListedHost(String scheme) throws Exception {
    String plain = scheme + image("127.0.0.2");
    assertThat(door.picture("40x30/" + plain).getWidth()).isEqualTo(40);
    String signed = TestingDoor.encoded(plain + "?signature=credential&x=1");
    assertThat(door.picture("40x30/" + signed).getWidth()).isEqualTo(40);
    assertThat(host.asked("GET /a.png ")).isEqualTo(1);
    assertThat(host.asked("GET /a.png?signature=credential&x=1 ")).isEqualTo(1);
    assertThat(door.staged()).isEmpty();
  }

  @Test
  void makesAVariantOnceForEachVersion() throws Exception {
    door.picture("40x30/" + image("127.0.0.2"));
    door.picture("40x30/" + image("127.0.0.2"));
    assertThat(host.asked("GET ")).isEqualTo(1);
    host.answers(answer(png(200, 200), "\"2\""));
    assertThat(door.picture("100x/" + image("127.0.0.2")).getHeight()).isEqualTo(100);
    assertThat(door.picture("40x/" + image("127.0.0.2")).getHeight()).isEqualTo(40);
  }

  @Test
  void describesAPictureOfAListedHost() throws Exception {
    String text =
        new String(door.get("meta/40x30/" + image("127.0.0.2")).body(), StandardCharsets.UTF_8);
    assertThat(text).contains("\"width\":80", "\"width\":40");
  }

  @Test
  void answersForOtherServersAsThumborDoes() throws Exception {
    String image = "40x30/" + TestingDoor.encoded(image("127.0.0.2") + "?credential");
    host.answers("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
    door.requireError(image, 404, "thumbor-source-missing");
    host.answers("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
    door.requireError(image, 502, "source-host-failed");
    host.answers((request, out) -> new CountDownLatch(1).await()); // Says nothing.
    door.requireError(image, 504, "source-host-slow");
    host.answers(answer(new byte[200_000], "\"1\""));
    door.requireError(image, 400, "thumbor-image-too-large");
    host.answers(answer("#EXTM3U".getBytes(StandardCharsets.UTF_8), "\"3\""));
    door.requireError(image, 400, "thumbor-image-unusable");
    assertThat(door.staged()).isEmpty();
  }

  @Test
  void reachesNothingThatIsNotPublicOrNotListed() throws Exception {
    for (String address :
        List.of("127.0.0.1", "localhost", "127.1", "%5B::1%5D", "2130706433", "169.254.169.254")) {
      door.requireError("40x30/" + image(address), 404, "thumbor-source-missing");
      String whole =
          TestingDoor.encoded("http://" + image(address.replace("%5B", "[").replace("%5D", "]")));
      door.requireError("40x30/" + whole, 404, "thumbor-source-missing");
    }
    door.requireError("40x30/user@" + image("127.0.0.2"), 404, "thumbor-source-missing");
    door.requireError("40x30/file:///etc/passwd", 404, "thumbor-source-missing");
    door.requireError("40x30//" + image("127.0.0.2"), 404, "thumbor-source-missing");
    host.answers(
        "HTTP/1.1 302 On\r\nLocation: http://"
            + image("127.0.0.1")
            + "\r\nContent-Length: 0\r\n\r\n");
    door.requireError("40x30/" + image("127.0.0.2"), 404, "thumbor-source-missing");
    assertThat(secret.requests).isEmpty();
  }
}
