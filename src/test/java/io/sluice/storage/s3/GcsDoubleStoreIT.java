package io.sluice.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.Settings;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.PresignedUrl;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store of kind gcs keeps the contract over the ways of Google's that are known. */
class GcsDoubleStoreIT extends S3StoreContract {
  @Override
  TestingS3 server() throws IOException {
    return GcsDouble.get();
  }

  /** S3Proxy sends the tag of the file that was there and the bytes of the one that is. */
  @Override
  protected boolean readsOneVersion() {
    return false;
  }

  @Override
  S3StoreConfig config(Duration infoCache) throws IOException {
    return read(S3StoreConfig.Dialect.GCS, "");
  }

  /** From a file, so that the defaults of the kind are what is tried. */
  private S3StoreConfig read(S3StoreConfig.Dialect dialect, String more) throws IOException {
    Path file = Files.createTempFile("sluice-gcs-", ".yaml");
    try {
      Files.writeString(
          file,
          """
          store:
            bucket: %s
            endpoint: %s
            access-key: %s
            secret-key: %s
            staging: %s
            max-put: 8MiB
            part-size: 5MiB
            info-cache: 0
          """
                  .formatted(
                      bucket(),
                      server().endpoint(),
                      TestingS3.ACCESS_KEY,
                      TestingS3.SECRET_KEY,
                      staging)
              + more);
      Settings settings = Settings.load(file, Map.of());
      S3StoreConfig config = S3StoreConfig.read("main", settings.root().section("store"), dialect);
      settings.finish();
      return config;
    } catch (ConfigException e) {
      throw new IOException(e);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void failsWithTheDefaultsOfAws() throws IOException {
    String asAws = "  chunked: true\n  checksums: supported\n";

    assertThatThrownBy(() -> S3Store.open(read(S3StoreConfig.Dialect.S3, asAws), clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403 SignatureDoesNotMatch");
  }

  @Test
  void seesACreateOnlyPutByGooglesOwnHeader() throws IOException {
    assertThat(explore(S3StoreConfig.Dialect.GCS).createOnly()).isTrue();
    assertThat(explore(S3StoreConfig.Dialect.S3).createOnly()).isFalse();
    assertThat(contents()).isZero();
  }

  private S3Abilities.Seen explore(S3StoreConfig.Dialect dialect) throws IOException {
    S3StoreConfig config = read(dialect, "");
    try (S3Connection connection = new S3Connection(config)) {
      return new S3Abilities(config, connection, new S3Bucket(config, connection)).explore();
    }
  }

  @Test
  void takesTheRemovalOfWhatIsNotThereForDone() throws IOException {
    S3StoreConfig config = config(Duration.ZERO);
    try (S3Connection connection = new S3Connection(config)) {
      assertThatCode(() -> new S3Bucket(config, connection).delete("nothing"))
          .doesNotThrowAnyException();
      assertThat(
              code(() -> connection.client().deleteObject(d -> d.bucket(bucket()).key("nothing"))))
          .isEqualTo("404 NoSuchKey");
    }
  }

  @Test
  void takesAPresignedUpload() throws IOException {
    ObjectDescription said = new ObjectDescription("image/png", "attachment; filename=\"a.png\"");
    PresignedUrl put = store.presignUpload(KEY, 5, said, null).orElseThrow();

    HttpURLConnection http = (HttpURLConnection) put.uri().toURL().openConnection();
    http.setRequestMethod("PUT");
    put.headers().forEach(http::setRequestProperty);
    http.setDoOutput(true);
    http.getOutputStream().write("bytes".getBytes(UTF_8));

    assertThat(http.getResponseCode()).isEqualTo(200);
    assertThat(content(KEY)).isEqualTo("bytes");
    assertThat(store.find(KEY).orElseThrow().info().description()).isEqualTo(said);
  }

  @Test
  void isReallyOtherThanS3() throws IOException {
    try (S3Client client = server().client()) {
      PutObjectRequest put = PutObjectRequest.builder().bucket(bucket()).key("a").build();
      client.putObject(put, RequestBody.fromString("old"));
      client.putObject(put.toBuilder().ifNoneMatch("*").build(), RequestBody.fromString("new"));
      PutObjectRequest mixed =
          put.toBuilder()
              .overrideConfiguration(o -> o.putHeader("x-goog-if-generation-match", "0"))
              .build();

      assertThat(client.getObjectAsBytes(g -> g.bucket(bucket()).key("a")).asUtf8String())
          .isEqualTo("new");
      assertThat(code(() -> client.putObject(mixed, RequestBody.fromString("x"))))
          .isEqualTo("400 InvalidArgument");
      assertThat(
              code(
                  () ->
                      client.deleteObjects(
                          d ->
                              d.bucket(bucket())
                                  .delete(
                                      o ->
                                          o.objects(ObjectIdentifier.builder().key("a").build())))))
          .isEqualTo("501 NotImplemented");
    }
  }

  private static String code(Runnable call) {
    try {
      call.run();
      return "done";
    } catch (S3Exception e) {
      return e.statusCode() + " " + S3Failures.code((AwsServiceException) e);
    }
  }
}
