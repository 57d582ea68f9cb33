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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@code bin/run} on a bucket: by environment, and by a file of eight lines. */
class RunOnBucketIT {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void isTurnedToABucketByTheEnvironment() throws Exception {
    TestingS3 s3 = S3Proxy.get();
    String bucket = s3.newBucket();
    Map<String, String> environment = new HashMap<>();
    environment.put("SLUICE_STORES_MAIN_KIND", "s3");
    environment.put("SLUICE_STORES_MAIN_BUCKET", bucket);
    environment.put("SLUICE_STORES_MAIN_ENDPOINT", s3.endpoint().toString());
    environment.put("SLUICE_STORES_MAIN_ACCESS_KEY", TestingS3.ACCESS_KEY);
    environment.put("SLUICE_STORES_MAIN_SECRET_KEY", TestingS3.SECRET_KEY);
    try (RunningGateway gateway = RunningGateway.start(folder, environment)) {
      storesFetchesAndRemoves(gateway, s3, bucket);
    }
    assertThat(keys(s3, bucket)).isEmpty();
  }

  @Test
  void isTurnedToABucketByAFileOfEightLines() throws Exception {
    TestingS3 s3 = S3Proxy.get();
    String bucket = s3.newBucket();
    Files.writeString(folder.resolve("ftrack-secret"), "made-up-secret-of-ftrack");
    Path config = folder.resolve("bucket.yaml");
    Files.writeString(
        config,
        """
        stores:
          main:
            kind: s3
            bucket: %s
            endpoint: %s
            access-key: %s
            secret-key: %s
        ftrack: {store: main, secret-file: ftrack-secret}
        """
            .formatted(bucket, s3.endpoint(), TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY));
    try (RunningGateway gateway = RunningGateway.start(folder, "--config", config.toString())) {
      storesFetchesAndRemoves(gateway, s3, bucket);
    }
  }

  private void storesFetchesAndRemoves(RunningGateway gateway, TestingS3 s3, String bucket)
      throws Exception {
    UUID id = UUID.randomUUID();
    byte[] bytes = Content.random(5_000_000, 1);
    assertThat(ask(gateway, "PUT", gateway.targets.put(id), bytes).statusCode()).isEqualTo(200);
    assertThat(keys(s3, bucket)).containsExactly(id.toString());
    assertThat(ask(gateway, "GET", gateway.targets.get(id), new byte[0]).body()).isEqualTo(bytes);
    try (Stream<Path> files = Files.walk(gateway.data)) {
      assertThat(files.filter(RunOnBucketIT::isLarge).map(Path::toString))
          .allMatch(file -> file.contains("/nginx/cache/"));
    }
    assertThat(ask(gateway, "GET", gateway.targets.remove(id), new byte[0]).statusCode())
        .isEqualTo(200);
    HttpResponse<byte[]> gone = ask(gateway, "GET", gateway.targets.get(id), new byte[0]);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(new String(gone.body(), UTF_8)).contains("component-missing");
  }

  /** As large as a slice of what was uploaded. */
  private static boolean isLarge(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 500_000;
    } catch (IOException e) {
      return false; // Gone while we looked.
    }
  }

  private HttpResponse<byte[]> ask(
      RunningGateway gateway, String method, String target, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port + target))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static List<String> keys(TestingS3 s3, String bucket) {
    try (S3Client client = s3.client()) {
      return client.listObjectsV2(l -> l.bucket(bucket)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }
}
