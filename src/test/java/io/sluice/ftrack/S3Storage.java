package io.sluice.ftrack;

import io.sluice.cli.NginxBucket;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A bucket on a real S3 server, below a prefix, at the end of a line that can be cut. */
final class S3Storage implements TestingStorage {
  static final String PREFIX = "dailies/";
  static final int PART_BYTES = 5 << 20;

  private final TestingS3 server;
  private @Nullable S3Client client;
  private @Nullable Relay relay;
  private String bucket = "";
  private Path staging = Path.of("none");

  S3Storage(TestingS3 server) {
    this.server = server;
  }

  @Override
  public void start(Path folder) throws IOException {
    bucket = server.newBucket();
    client = server.client();
    relay = new Relay(server.endpoint());
    staging = Files.createDirectories(folder.resolve("staging"));
  }

  private S3Client client() {
    return Objects.requireNonNull(client);
  }

  Relay relay() {
    return Objects.requireNonNull(relay);
  }

  @Override
  public String settings() {
    return ("{kind: s3, bucket: " + bucket + ", prefix: " + PREFIX)
        + (", endpoint: \"" + relay().endpoint() + "\", staging: " + staging)
        + (", access-key: " + TestingS3.ACCESS_KEY + ", secret-key: " + TestingS3.SECRET_KEY)
        + ", max-put: 5MiB, part-size: 5MiB}";
  }

  /** Slices smaller than the larger bodies of the suite. */
  @Override
  public NginxBucket bucket() {
    return new NginxBucket(relay().endpoint(), "/none", "1g", "1m");
  }

  @Override
  public boolean readsOneVersion() {
    return server.readsOneVersion();
  }

  @Override
  public boolean takesEveryCharset() {
    return server.takesEveryCharset();
  }

  @Override
  public String metric() {
    return "sluice_bucket_calls_total{operation=\"HeadObject\",outcome=\"ok\",store=\"main\"} ";
  }

  @Override
  public String innerAddress() {
    return "/_sluice_store";
  }

  @Override
  public String tagOfFiveBytes() {
    return "\"[0-9a-f]{32}\"";
  }

  @Override
  public List<String> stored(String id) {
    return client().listObjectsV2Paginator(l -> l.bucket(bucket)).contents().stream()
        .map(object -> object.key().substring(object.key().lastIndexOf('/') + 1))
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT)))
        .toList();
  }

  @Override
  public List<String> published(String id) {
    return stored(id);
  }

  @Override
  public List<String> unfinished() throws IOException {
    List<String> names = new ArrayList<>();
    client()
        .listMultipartUploads(l -> l.bucket(bucket))
        .uploads()
        .forEach(upload -> names.add("parts of " + upload.key()));
    try (Stream<Path> files = Files.list(staging)) {
      files.map(Path::toString).forEach(names::add);
    }
    return names;
  }

  @Override
  public long arrived() throws IOException {
    return relay().sent() + FileStorage.bytesIn(staging);
  }

  @Override
  public void takeAway() {
    relay().cut();
  }

  @Override
  public void bringBack() {
    relay().restore();
  }

  @Override
  public String awayWord() {
    return "failed: IOException";
  }

  @Override
  public List<String> secrets() {
    return List.of(bucket, TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY);
  }

  String name() {
    return bucket;
  }

  /** Whether an upload of this component is running in parts, seen in the bucket. */
  boolean hasBegunParts(String id) {
    return client().listMultipartUploads(l -> l.bucket(bucket)).uploads().stream()
        .anyMatch(upload -> upload.key().equals(PREFIX + id));
  }

  /** What the bucket says of a component. */
  HeadObjectResponse head(String id) {
    return client().headObject(h -> h.bucket(bucket).key(PREFIX + id));
  }

  /** Removes a component past the gateway, as another node does. */
  void remove(String id) {
    client().deleteObject(d -> d.bucket(bucket).key(PREFIX + id));
  }

  /** Replaces a component past the gateway, as another node does. */
  void replace(String id, String body) {
    client().putObject(p -> p.bucket(bucket).key(PREFIX + id), RequestBody.fromString(body));
  }

  @Override
  public void close() throws IOException {
    try {
      client().close();
    } finally {
      relay().close();
    }
  }
}
