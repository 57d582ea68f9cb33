package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.resize.MediaNames;
import io.sluice.resize.ResizeFactor;
import io.sluice.storage.s3.Rgw;
import io.sluice.storage.s3.TestingS3;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * shift-media's way: pages lead to the website of a bucket, which leads to the gateway for what is
 * not there, and the gateway back. On the website of a real Ceph, in a real browser.
 */
class ResizeOnAWebsiteIT {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void asksTheGatewayOnceForTwoViews() throws Exception {
    Rgw s3 = Rgw.get();
    String bucket = s3.newBucket();
    String site = "http://" + bucket + ".web.localhost:" + s3.endpoint().getPort();
    environment.put("SLUICE_STORES_MAIN_KIND", "s3");
    environment.put("SLUICE_STORES_MAIN_BUCKET", bucket);
    environment.put("SLUICE_STORES_MAIN_ENDPOINT", s3.endpoint().toString());
    environment.put("SLUICE_STORES_MAIN_ACCESS_KEY", TestingS3.ACCESS_KEY);
    environment.put("SLUICE_STORES_MAIN_SECRET_KEY", TestingS3.SECRET_KEY);
    environment.put("SLUICE_RESIZE_SITE", site);
    try (RunningGateway gateway = RunningGateway.start(folder, environment)) {
      String door = "http://127.0.0.1:" + gateway.port + "/media/";
      sluice(gateway, "s3-setup", "--public-read", "--website", door);
      String id = sluice(gateway, "media", "put", picture().toString());
      String secret = Files.readString(gateway.data.resolve("resize-secret"));
      MediaNames names = MediaNames.signedWith(secret);
      String path = names.urlPath(id, names.resizeName(id, 40, 30, ResizeFactor.FILL));

      for (int view = 0; view < 2; view++) {
        assertThat(view("view" + view, site + "/" + path)).containsEntry("size", "40x30");
      }

      Path log = gateway.data.resolve("nginx/logs/access.json");
      Await.until("the call is in the log", Await.LONG, () -> lines(log, path).size() > 0);
      assertThat(lines(log, path)).singleElement().asString().contains("\"s\":302");
      // A client that holds the first redirect comes a second time, and is led in no circle.
      assertThat(view("again", door + path)).containsEntry("size", "40x30");
      Await.until("the second call is in the log", Await.LONG, () -> lines(log, path).size() > 1);
      assertThat(lines(log, path).get(1)).contains("\"s\":200");
    }
  }

  /** By a browser that has seen nothing before. */
  private Map<String, String> view(String name, String url) throws Exception {
    return Browser.visit(Files.createDirectories(folder.resolve(name)), page(url));
  }

  private static List<String> lines(Path log, String path) throws Exception {
    return Files.readString(log).lines().filter(line -> line.contains(path)).toList();
  }

  private Path picture() throws Exception {
    Path file = folder.resolve("photo.jpg");
    ImageIO.write(new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB), "jpeg", file.toFile());
    return file;
  }

  private static String page(String url) {
    return """
        <!doctype html>
        <script>
        const say = (text) => fetch('/seen', {method: 'POST', body: text});
        const image = new Image();
        image.onload = () => say('size=' + image.naturalWidth + 'x' + image.naturalHeight);
        image.onerror = () => say('size=none');
        image.src = '%s';
        </script>
        """
        .formatted(url);
  }

  /** The last line of what a command says. */
  private String sluice(RunningGateway gateway, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Path.of("bin", "sluice").toString());
    builder.command().addAll(List.of(words));
    builder.environment().putAll(environment);
    builder.environment().put("SLUICE_CONFIG", gateway.data.resolve("sluice-s3.yaml").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce("", (before, line) -> line);
  }
}
