package io.sluice.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A user who may do what the printed policy says, and nothing else: the whole store contract holds,
 * and whatever the store does not do is refused.
 */
class GatewayPolicyIT extends S3StoreContract {
  private boolean isAllowed;

  @Override
  TestingS3 server() throws IOException {
    return Rgw.get();
  }

  @Override
  S3StoreConfig config(Duration infoCache) throws IOException {
    S3StoreConfig all = super.config(infoCache);
    S3StoreConfig config =
        new S3StoreConfig(
            all.name(),
            all.bucket(),
            "media/",
            all.connection().withKeys(Rgw.GATEWAY_ACCESS_KEY, Secret.of(Rgw.GATEWAY_SECRET_KEY)),
            all.encryption(),
            all.limits(),
            all.delivery());
    if (!isAllowed) {
      allow(GatewayPolicy.json(config));
      isAllowed = true;
    }
    return config;
  }

  /** A name in the bucket has the prefix before it. */
  @Override
  protected boolean takes(String key) {
    return key.getBytes(UTF_8).length <= 1024 - "media/".length();
  }

  /** A policy of a user names no principal; that of a bucket must. */
  private void allow(String policy) throws IOException {
    String ofBucket =
        policy.replace(
            "\"Effect\": \"Allow\",",
            "\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"" + Rgw.GATEWAY + "\"},");
    try (S3Client client = server().client()) {
      client.putBucketPolicy(p -> p.bucket(bucket()).policy(ofBucket));
    }
  }

  static Stream<String> whatTheStoreDoesNotDo() {
    return CALLS.keySet().stream();
  }

  /** A call to the client with a bucket's name. */
  private interface Call {
    void on(S3Client client, String bucket);
  }

  private static final Map<String, Call> CALLS =
      Map.of(
          "PUT beside the prefix",
              (client, bucket) ->
                  client.putObject(
                      p -> p.bucket(bucket).key("other/a"), RequestBody.fromString("x")),
          "GET beside the prefix",
              (client, bucket) -> client.getObjectAsBytes(g -> g.bucket(bucket).key("other/b")),
          "DELETE beside the prefix",
              (client, bucket) -> client.deleteObject(d -> d.bucket(bucket).key("other/b")),
          "list beside the prefix",
              (client, bucket) -> client.listObjectsV2(l -> l.bucket(bucket).prefix("other/")),
          "read the policy", (client, bucket) -> client.getBucketPolicy(p -> p.bucket(bucket)),
          "delete the policy", (client, bucket) -> client.deleteBucketPolicy(p -> p.bucket(bucket)),
          "open an object",
              (client, bucket) ->
                  client.putObjectAcl(a -> a.bucket(bucket).key("media/a").acl("public-read")),
          "set the lifecycle",
              (client, bucket) -> client.deleteBucketLifecycle(l -> l.bucket(bucket)),
          "delete the bucket", (client, bucket) -> client.deleteBucket(b -> b.bucket(bucket)));

  @ParameterizedTest
  @MethodSource("whatTheStoreDoesNotDo")
  void refusesWhatTheStoreDoesNotDo(String what) throws IOException {
    try (S3Client owner = server().client()) {
      for (String key : List.of("media/a", "other/b")) {
        owner.putObject(p -> p.bucket(bucket()).key(key), RequestBody.fromString("x"));
      }
    }
    try (S3Connection connection = new S3Connection(config(Duration.ZERO))) {
      assertThatThrownBy(() -> CALLS.get(what).on(connection.client(), bucket()))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void isNotAllowedWithoutThePolicy() throws IOException {
    S3StoreConfig config = config(Duration.ZERO);
    try (S3Client client = server().client()) {
      client.deleteBucketPolicy(p -> p.bucket(bucket()));
    }

    assertThatThrownBy(() -> S3Store.open(config, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403 AccessDenied")
        .hasMessageContaining("s3-setup");
  }
}
