package io.sluice.thumbor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.http.TestingHost;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watermarks and frames by signed URLs, good and hostile; 127.0.0.2 plays the internet. */
class ThumborLayersTest {
  private static final int RED = Color.RED.getRGB();
  private static final int BLUE = Color.BLUE.getRGB();

  @TempDir private Path folder;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private TestingHost host;
  private TestingHost secret;
  private TestingDoor door;

  @BeforeEach
  void open() throws Exception {
    List<TestingHost> hosts = TestingHost.pair("127.0.0.2", "127.0.0.1");
    host = hosts.get(0);
    secret = hosts.get(1);
    host.answers(
        (request, out) -> {
          String path = request.split("[ ?]", 3)[1];
          byte[] body = files.get(path);
          String head =
              body == null
                  ? "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
                  : "HTTP/1.1 200 OK\r\nETag: \"%08x\"\r\nContent-Length: %d\r\n\r\n"
                      .formatted(java.util.Arrays.hashCode(body), body.length);
          out.write(head.getBytes(ISO_8859_1));
          if (body != null && !request.startsWith("HEAD")) {
            out.write(body);
          }
        });
    secret.answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbytes");
    files.put("/a.png", png(80, 60, Color.WHITE));
    files.put("/red.png", png(10, 10, Color.RED));
    door =
        new TestingDoor(
            folder,
            "thumbor: {KEY, allowed-hosts: ['*']}\n"
                + "images: {max-megapixels: 1}\n"
                + "sources:\n"
                + "  http: {ports: ["
                + host.port()
                + "], allow-networks: [127.0.0.2/32], remember: 0, timeout: 2s, max-size: 100KiB}\n");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    host.close();
    secret.close();
  }

  private static byte[] png(int width, int height, Color color) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private String url(String address, String path) {
    return address + ":" + host.port() + path;
  }

  private String filtered(String filter) {
    return "filters:" + filter + "/" + url("127.0.0.2", "/a.png");
  }

  /** With its URL as a client has to write it: the end of the filters may not be in it. */
  private String watermark(String url) {
    return filtered("watermark(" + TestingDoor.encoded(url) + ",5,-5,0)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://"})
  void laysAWatermarkOn(String scheme) throws Exception {
    BufferedImage image = door.picture(watermark(scheme + url("127.0.0.2", "/red.png?credential")));
    assertThat(image.getRGB(5, 45)).isEqualTo(RED);
    assertThat(image.getRGB(14, 54)).isEqualTo(RED);
    assertThat(image.getRGB(15, 55)).isEqualTo(Color.WHITE.getRGB());
    assertThat(door.staged()).isEmpty();
  }

  @Test
  void makesAnotherVariantForAnotherWatermark() throws Exception {
    String mark = watermark(url("127.0.0.2", "/red.png"));
    assertThat(door.picture(mark).getRGB(5, 45)).isEqualTo(RED);
    door.picture(mark);
    assertThat(host.asked("GET /red.png ")).isEqualTo(1);
    files.put("/red.png", png(10, 10, Color.BLUE));
    assertThat(door.picture(mark).getRGB(5, 45)).isEqualTo(BLUE);
    files.remove("/red.png");
    door.requireError(mark, 400, "thumbor-layer-missing");
  }

  @Test
  void readsAddressesWithEveryKindOfMark() throws Exception {
    byte[] red = files.remove("/red.png");
    for (String path :
        List.of("/a)b.png", "/a)/b.png", "//c.png", "/d,e(f).png", "/g%20h.png", "/):i")) {
      files.put(path, red);
      String quoted =
          path.contains(",") ? "'" + url("127.0.0.2", path) + "'" : url("127.0.0.2", path);
      String message = watermark(quoted);
      if (path.contains("):") || path.contains(",")) {
        // Cut there by Thumbor too: what is left is no watermark, or one that does not exist.
        assertThat(door.get(message).statusCode()).as(path).isIn(200, 400);
      } else {
        assertThat(door.picture(message).getRGB(5, 45)).as(path).isEqualTo(RED);
      }
      files.remove(path);
    }
    // An end of the filters that is not encoded ends them: the rest is the image.
    String cut = "filters:watermark(" + url("127.0.0.2", "/a)/b.png") + ",5,-5,0)/x.png";
    door.requireError(cut, 404, "thumbor-source-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "127.1",
        "0",
        "0.0.0.0",
        "10.0.0.1",
        "[fd00:ec2::254]",
        "user@127.0.0.1"
      })
  void readsNoWatermarkOfAPrivateAddress(String address) throws Exception {
    for (String scheme : List.of("http://", "https://", "")) {
      door.requireError(watermark(scheme + url(address, "/red.png")), 400, "thumbor-layer-missing");
      String frame = TestingDoor.encoded(scheme + url(address, "/red.png"));
      door.requireError(filtered("frame(" + frame + ")"), 400, "thumbor-layer-missing");
    }
    assertThat(secret.requests).isEmpty();
    assertThat(door.staged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/red.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:PORT/",
        "//localhost:PORT/",
        "file:///etc/passwd"
      })
  void followsNoRedirectOfAWatermark(String location) throws Exception {
    String to = location.replace("PORT", "" + host.port());
    TestingHost.Answer others = host.answer();
    host.answers(
        (request, out) -> {
          if (request.contains("/away")) {
            out.write(
                ("HTTP/1.1 302 On\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(ISO_8859_1));
          } else {
            others.to(request, out);
          }
        });
    door.requireError(watermark(url("127.0.0.2", "/away")), 400, "thumbor-layer-missing");
    assertThat(secret.requests).isEmpty();
  }

  @Test
  void holdsAWatermarkToTheLimits() throws Exception {
    files.put("/large.png", new byte[200_000]);
    door.requireError(watermark(url("127.0.0.2", "/large.png")), 400, "thumbor-image-too-large");
    files.put("/many.png", png(1100, 1000, Color.RED));
    door.requireError(watermark(url("127.0.0.2", "/many.png")), 400, "thumbor-image-too-large");
    files.put("/text.png", "#EXTM3U".getBytes(ISO_8859_1));
    door.requireError(watermark(url("127.0.0.2", "/text.png")), 400, "thumbor-image-unusable");
    String red = TestingDoor.encoded(url("127.0.0.2", "/red.png"));
    door.requireError(
        filtered("watermark(" + red + ",0,0,0,999999999)"), 400, "thumbor-image-too-large");
    String five = ("watermark(" + red + ",0,0,0):").repeat(5);
    door.requireError(filtered(five + "blur(1)"), 400, "thumbor-too-many-filters");
    assertThat(door.staged()).isEmpty();
  }

  @Test
  void describesAPictureWithoutFetchingItsWatermark() throws Exception {
    String meta = "meta/" + watermark(url("127.0.0.2", "/none.png"));
    assertThat(door.get(meta).statusCode()).isEqualTo(200);
  }

  @Test
  void finishesThePictureOfAnInnerUrl() throws Exception {
    files.put("/b.png", png(300, 100, Color.BLUE));
    String inner =
        "http://thumbor.example/unsafe/10x0:60x100/300x200/" + url("127.0.0.2", "/b.png");
    assertThat(door.picture("50x50/filters:extract_focal()/" + inner).getRGB(9, 9)).isEqualTo(BLUE);
  }
}
