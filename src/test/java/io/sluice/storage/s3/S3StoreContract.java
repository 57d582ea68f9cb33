package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.config.Secret;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.ObjectStoreContract;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.RemoteBytes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

/** The one store contract, on a bucket of some server. */
abstract class S3StoreContract extends ObjectStoreContract {
  @TempDir Path staging;
  private String bucket = "";

  abstract TestingS3 server() throws IOException;

  String bucket() {
    return bucket;
  }

  /** Before the store is opened: a superclass's own preparations come first otherwise. */
  private void makeBucket() throws IOException {
    if (bucket.isEmpty()) {
      bucket = server().newBucket();
    }
  }

  S3StoreConfig config(Duration infoCache) throws IOException {
    return TestingConfigs.on(server(), bucket, staging, infoCache);
  }

  @Override
  protected ObjectStore open() throws IOException {
    makeBucket();
    return S3Store.open(config(Duration.ZERO), clock);
  }

  @BeforeEach
  void startAtTheRealTime() {
    clock.advance(Duration.between(clock.instant(), Instant.now()));
  }

  @Override
  protected void requireNow(Instant modified) {
    assertThat(modified).isCloseTo(Instant.now(), within(60, ChronoUnit.SECONDS));
  }

  @Override
  protected boolean takes(String key) {
    try {
      return server().takesEveryKey() || !key.matches("x/y|.*/variant|x{1024}|CON/.*");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected boolean readsOneVersion() {
    try {
      return server().readsOneVersion();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected long contents() throws IOException {
    try (S3Client client = server().client()) {
      return client.listObjectsV2(l -> l.bucket(bucket)).contents().size();
    }
  }

  @Override
  protected long leftovers() throws IOException {
    try (S3Client client = server().client();
        Stream<Path> files = Files.list(staging)) {
      return files.count() + client.listMultipartUploads(l -> l.bucket(bucket)).uploads().size();
    }
  }

  /** As Nginx, or a client that is redirected, uses the URLs: byte for byte. */
  @ParameterizedTest
  @MethodSource("io.sluice.storage.ObjectStoreContract#keys")
  void presignsEveryValidKey(String text) throws Exception {
    assumeTrue(takes(text), "the test server cannot hold this key");
    ObjectKey key = new ObjectKey(text);
    PresignedUrl put = store.presignUpload(key, 5, ObjectDescription.NONE, null).orElseThrow();
    assertThat(send(put, "PUT", BodyPublishers.ofString("bytes")).statusCode()).isEqualTo(200);
    assertThat(content(key)).isEqualTo("bytes");
    RemoteBytes bytes = (RemoteBytes) store.find(key).orElseThrow().bytes();
    assertThat(send(bytes.presign(), "GET", BodyPublishers.noBody()).body()).isEqualTo("bytes");
  }

  private static HttpResponse<String> send(PresignedUrl url, String method, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url.uri()).method(method, body);
    url.headers().forEach(request::setHeader);
    return HttpClient.newBuilder()
        .version(
            HttpClient.Version.HTTP_1_1) // As Nginx; what stands before a store may not upgrade.
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }

  /** Settings as an operator would write them. */
  static final class TestingConfigs {
    private TestingConfigs() {}

    static S3StoreConfig on(TestingS3 server, String bucket, Path staging, Duration infoCache) {
      return new S3StoreConfig(
          "main",
          bucket,
          "",
          new S3StoreConfig.Connection(
              S3StoreConfig.Dialect.S3,
              "us-east-1",
              server.endpoint(),
              true,
              S3StoreConfig.Checksums.REQUIRED,
              false,
              false,
              TestingS3.ACCESS_KEY,
              Secret.of(TestingS3.SECRET_KEY)),
          new S3StoreConfig.Encryption("", S3StoreConfig.Sse.BUCKET, ""),
          new S3StoreConfig.Limits(
              8 << 20, 5 << 20, staging, Duration.ofHours(24), infoCache, Duration.ofHours(1)),
          new S3StoreConfig.Delivery(S3StoreConfig.Mode.PROXY, null, 512 << 20));
    }
  }
}
