package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.docs.Scene;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first minutes of a new user: a photograph is put, and its thumbnail and its resize are looked
 * at in a browser. {@code -Dsluice.gallery=write} keeps what the browser showed in the docs.
 */
class FirstPicturesIT {
  private static final Path SHOWN = Path.of("docs", "pictures", "browser.png");
  private static final int WIDTH = 720;
  private static final int HEIGHT = 300;

  @TempDir private Path folder;

  @Test
  void areSeenInABrowser() throws Exception {
    Path photo = Scene.writeJpeg(folder);
    try (RunningGateway gateway = RunningGateway.start(folder)) {
      UUID component = UUID.randomUUID();
      put(gateway, component, photo);
      String thumbnail =
          sluice(
              gateway,
              "thumbor-url",
              "fit-in/300x200/filters:round_corner(20,255,255,255)",
              component.toString());
      String media = component + "-photo.jpg";
      String resize = sluice(gateway, "media", "url", media, "300x200", "--factor", "fill");

      Path file = folder.resolve("browser.png");
      Browser.photograph(folder, page(thumbnail, resize), WIDTH, HEIGHT, file);

      BufferedImage seen = ImageIO.read(file.toFile());
      assertThat(List.of(seen.getWidth(), seen.getHeight())).isEqualTo(List.of(WIDTH, HEIGHT));
      for (int left : List.of(40, 380)) {
        assertThat(isBalloon(seen, left + 242, 40 + 40)).as("the balloon of %d", left).isTrue();
        assertThat(isBalloon(seen, left + 10, 40 + 40)).isFalse();
      }
      if ("write".equals(System.getProperty("sluice.gallery"))) {
        Files.copy(file, SHOWN, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(SHOWN).exists();
    }
  }

  private static boolean isBalloon(BufferedImage image, int x, int y) {
    Color color = new Color(image.getRGB(x, y));
    return color.getRed() > 190 && color.getBlue() < 110;
  }

  private static void put(RunningGateway gateway, UUID id, Path file) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port + gateway.targets.put(id));
    HttpRequest request =
        HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.ofFile(file)).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String page(String thumbnail, String resize) {
    return """
        <!doctype html>
        <style>
          body { margin: 0; background: #fff; font: 15px sans-serif; color: #333 }
          figure { position: absolute; top: 40px; margin: 0 }
          figcaption { padding-top: 12px; text-align: center }
        </style>
        <figure style="left: 40px"><img src="%s"><figcaption>/thumbor/…</figcaption></figure>
        <figure style="left: 380px"><img src="%s"><figcaption>/media/…</figcaption></figure>
        """
        .formatted(thumbnail, resize);
  }

  /** The last line of what a command says. */
  private static String sluice(RunningGateway gateway, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Path.of("bin", "sluice").toString());
    builder.command().addAll(List.of(words));
    builder.environment().put("SLUICE_CONFIG", gateway.data.resolve("sluice.yaml").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce("", (before, line) -> line);
  }
}
