package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket that is spoken with by https, as every one on the internet is. */
class BucketOverTlsIT {
  private static final String PASSWORD = "made-up";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void sendsAndFetchesOverACheckedConnection() throws Exception {
    Path keys = keys("server");
    Path certificate = certificate(keys);
    try (RunningGateway gateway = start(keys, certificate)) {
      UUID id = UUID.randomUUID();
      byte[] bytes = Content.random(3_000_000, 2);
      assertThat(ask(gateway, "PUT", gateway.targets.put(id), bytes).statusCode()).isEqualTo(200);
      assertThat(ask(gateway, "GET", gateway.targets.get(id), new byte[0]).body()).isEqualTo(bytes);
    }
  }

  @Test
  void sendsNothingToAServerThatNobodyVouchesFor() throws Exception {
    Path keys = keys("server");
    Path another = certificate(keys("another"));
    try (RunningGateway gateway = start(keys, another)) {
      UUID id = UUID.randomUUID();
      HttpResponse<byte[]> put =
          ask(gateway, "PUT", gateway.targets.put(id), Content.random(100_000, 3));
      assertThat(put.statusCode()).isEqualTo(503);
      assertThat(new String(put.body(), UTF_8)).contains("\"code\":\"store-failed\"");
      assertThat(ask(gateway, "GET", gateway.targets.get(id), new byte[0]).statusCode())
          .isEqualTo(404);
    }
  }

  private RunningGateway start(Path keys, Path certificate) throws Exception {
    int port = ChildProcess.freePort();
    TestingS3 s3 = S3Proxy.startSecure(port, keys, PASSWORD);
    Path own = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
    return RunningGateway.start(
        own,
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(keys, PASSWORD),
            "SLUICE_STORES_MAIN_KIND",
            "s3",
            "SLUICE_STORES_MAIN_BUCKET",
            s3.newBucket(),
            "SLUICE_STORES_MAIN_ENDPOINT",
            "https://localhost:" + port,
            "SLUICE_STORES_MAIN_ACCESS_KEY",
            TestingS3.ACCESS_KEY,
            "SLUICE_STORES_MAIN_SECRET_KEY",
            TestingS3.SECRET_KEY,
            "SLUICE_FRONT_NGINX_CERTIFICATES",
            certificate.toString()));
  }

  /** A key of its own that its own certificate vouches for. */
  private Path keys(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-validity",
            "2",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    return file;
  }

  private Path certificate(Path keys) throws Exception {
    Path file = Path.of(keys + ".pem");
    keytool(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            "server",
            "-keystore",
            keys.toString(),
            "-storepass",
            PASSWORD,
            "-file",
            file.toString()));
    return file;
  }

  private void keytool(List<String> arguments) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(keytool.toString()));
    command.addAll(arguments);
    try (ChildProcess process =
        ChildProcess.start(folder.resolve("keytool.log"), Map.of(), command)) {
      assertThat(process.awaitExit()).as(process.output()).isZero();
    }
  }

  private HttpResponse<byte[]> ask(
      RunningGateway gateway, String method, String target, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port + target))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
