package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.FaultProxy;
import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A gateway over a bucket, a fault proxy between the two, and a way around both. */
final class FaultyBucket implements AutoCloseable {
  /** Several slices of these settings, the last one not whole. */
  static final byte[] BODY = Content.random(350_000, 1);

  static final byte[] OTHER = Content.random(350_000, 2);

  /** More than one PUT of these settings takes, and than Nginx keeps slices of. */
  private static final byte[] LONG = Content.random(6 << 20, 3);

  final FaultProxy proxy;
  final LooseGateway gateway;
  private final String bucket;
  private final S3Client direct;
  private final int port;
  private int logged;

  /** How a body reaches the bucket. */
  enum Road {
    /** In one PUT. */
    WHOLE,
    /** Without a length: an Nginx spools it first. */
    CHUNKED,
    /** Too long for one PUT, so that the app sends it in parts. */
    LONG;

    byte[] body() {
      return this == LONG ? FaultyBucket.LONG : BODY;
    }
  }

  /** Starts all; what the bucket said of an object counts for minutes. */
  static FaultyBucket start(Path folder, boolean hasNginx) throws Exception {
    TestingS3 server = S3Proxy.get();
    FaultyBucket started =
        new FaultyBucket(
            new FaultProxy(server.endpoint()),
            new LooseGateway(folder, folder),
            server.newBucket(),
            server.client(),
            hasNginx);
    try {
      started.startGateway(hasNginx);
      return started;
    } catch (Exception | AssertionError e) {
      started.close();
      throw e;
    }
  }

  private FaultyBucket(
      FaultProxy proxy, LooseGateway gateway, String bucket, S3Client direct, boolean hasNginx) {
    this.proxy = proxy;
    this.gateway = gateway;
    this.bucket = bucket;
    this.direct = direct;
    this.port = hasNginx ? gateway.port : gateway.appPort;
  }

  private void startGateway(boolean hasNginx) throws Exception {
    gateway.onBucket(
        ", bucket: %s, endpoint: \"%s\", access-key: %s, secret-key: %s"
                .formatted(bucket, proxy.endpoint(), TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY)
            + ", max-put: 5MiB, part-size: 5MiB, info-cache: 10m, keep-up-to: 1MiB");
    gateway.add("thumbor: {key: \"" + Thumbnails.THUMBOR_KEY.reveal() + "\"}");
    if (hasNginx) {
      gateway.start();
    } else {
      gateway.withoutFront();
      gateway.startApp();
      gateway.awaitAppReady();
    }
  }

  /** Before a test. */
  void begin() throws IOException {
    logged = log().length();
  }

  /**
   * After a test: nothing is left anywhere, and the log tells no secret and of no fault of ours.
   */
  void end() throws IOException {
    proxy.mend();
    proxy.comeBack();
    Await.until("the spool is empty", Await.LONG, () -> gateway.spooled().isEmpty());
    Await.until("nothing is staged", Await.LONG, () -> staged().isEmpty());
    assertThat(direct.listMultipartUploads(l -> l.bucket(bucket)).uploads()).isEmpty();
    assertThat(log().substring(logged))
        .doesNotContain("\tat ", "internal", "X-Amz-", "Made up")
        .doesNotContain(TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY);
  }

  private List<Path> staged() throws IOException {
    try (var files = Files.list(gateway.store)) {
      return files.toList();
    }
  }

  private String log() throws IOException {
    return Files.readString(gateway.logs.resolve("app.log"));
  }

  /** Behind the gateway's back. */
  void store(UUID id, byte[] body) {
    direct.putObject(p -> p.bucket(bucket).key(id.toString()), RequestBody.fromBytes(body));
  }

  /** Behind the gateway's back. */
  void remove(UUID id) {
    direct.deleteObject(d -> d.bucket(bucket).key(id.toString()));
  }

  boolean has(UUID id) {
    try {
      direct.headObject(h -> h.bucket(bucket).key(id.toString()));
      return true;
    } catch (S3Exception e) {
      return false;
    }
  }

  Wire.Answer put(UUID id, Road road, String... headers) throws IOException {
    String target = gateway.targets.put(id);
    if (road != Road.CHUNKED) {
      return Wire.put(port, target, road.body(), headers);
    }
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Transfer-Encoding: chunked");
    try (Wire wire = new Wire(port)) {
      wire.send(Wire.head("PUT", target, all.toArray(String[]::new)));
      wire.send(Integer.toHexString(road.body().length) + "\r\n");
      wire.send(road.body());
      wire.send("\r\n0\r\n\r\n");
      return wire.read();
    }
  }

  Wire.Answer get(UUID id, String... headers) throws IOException {
    return Wire.ask(port, "GET", gateway.targets.get(id), headers);
  }

  /** A thumbnail of several slices, as it comes. */
  byte[] receiveThumbnail(UUID id) throws IOException {
    try {
      return Wire.ask(port, "GET", Thumbnails.thumbor(gateway, id, "fit-in/400x400")).body();
    } catch (Wire.CutOffException e) {
      return e.bytes();
    }
  }

  /** Behind the gateway's back. */
  void removeThumbnails() {
    direct
        .listObjectsV2(l -> l.bucket(bucket).prefix("variants/"))
        .contents()
        .forEach(object -> direct.deleteObject(d -> d.bucket(bucket).key(object.key())));
  }

  Wire.Answer head(UUID id) throws IOException {
    return Wire.ask(port, "HEAD", gateway.targets.get(id));
  }

  Wire.Answer delete(UUID id) throws IOException {
    return Wire.ask(port, "DELETE", gateway.targets.remove(id));
  }

  /** A body as far as it comes. */
  byte[] receive(UUID id) {
    try {
      return get(id).body();
    } catch (Wire.CutOffException e) {
      return e.bytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void assertMissing(UUID id) throws IOException {
    assertThat(has(id)).isFalse();
    Wire.Answer answer = get(id);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("component-missing");
  }

  void assertTaken(UUID id, Road road) throws IOException {
    assertThat(put(id, road).status()).isEqualTo(200);
    assertThat(get(id).body()).isEqualTo(road.body());
  }

  /** Less than all of {@link #BODY}, and nothing else. */
  static void assertPrefix(byte[] bytes, int most) {
    assertPrefix(bytes, BODY, most);
  }

  static void assertPrefix(byte[] bytes, byte[] whole, int most) {
    assertThat(bytes).hasSizeLessThanOrEqualTo(most).hasSizeLessThan(whole.length);
    assertThat(bytes).isEqualTo(Arrays.copyOf(whole, bytes.length));
  }

  void assertAsksToTryAgain(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.one("Retry-After")).isNotEmpty();
    assertThat(answer.one("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text()).contains("\"status\":503").doesNotContain("<");
    assertThat(answer.headers() + answer.text())
        .doesNotContain(bucket, "Location:", "X-Amz-", "x-amz-", "Made up", "X-Sluice")
        .doesNotContain(Integer.toString(proxy.endpoint().getPort()));
  }

  @Override
  public void close() throws Exception {
    gateway.close();
    direct.close();
    proxy.close();
  }
}
