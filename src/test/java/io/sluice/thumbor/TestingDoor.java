package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.app.Sluice;
import io.sluice.app.SluiceConfig;
import io.sluice.app.SluiceListener;
import io.sluice.config.Secret;
import io.sluice.config.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The door in a running house, by itself; its server takes every path that an Nginx would. */
final class TestingDoor implements AutoCloseable {
  private static final Secret KEY = Secret.of("thumbor-key-made-up-for-tests");

  private final Path folder;
  private final Server server = new Server();
  private final ServerConnector connector;
  private final Sluice sluice;
  private final HttpClient client = HttpClient.newHttpClient();

  TestingDoor(Path folder, String settings) throws Exception {
    this.folder = folder;
    Files.createDirectories(folder.resolve("store"));
    Path file = folder.resolve("sluice.yaml");
    Files.writeString(
        file,
        "stores: {main: {root: store}}\n"
            + "ftrack: {secret: made-up-secret-of-ftrack}\n"
            + settings.replace("KEY", "key: " + KEY.reveal()));
    Settings read = Settings.load(file, Map.of());
    SluiceConfig config = SluiceConfig.read(read);
    read.finish();
    sluice = Sluice.start(config, Clock.systemUTC());
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addEventListener(new SluiceListener(sluice));
    server.setHandler(context);
    server.start();
  }

  static String encoded(String url) {
    return URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  /** Signs what follows the signature, and asks for it. */
  HttpResponse<byte[]> get(String message) throws IOException, InterruptedException {
    String path = "/thumbor/" + ThumborSignature.sign(KEY, message) + "/" + message;
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    return client.send(
        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  BufferedImage picture(String message) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(message);
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  void requireError(String message, int status, String code) throws Exception {
    HttpResponse<byte[]> answer = get(message);
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(body).contains("\"code\":\"" + code + "\"").doesNotContain("credential");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  /** What no finished or failed request leaves behind. */
  List<Path> staged() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("store/staging"))) {
      return files.toList();
    }
  }

  /** Variants that are kept. */
  long kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(p -> !p.contains("staging"))
          .count();
    }
  }

  @Override
  public void close() throws Exception {
    server.stop();
    sluice.close();
  }
}
