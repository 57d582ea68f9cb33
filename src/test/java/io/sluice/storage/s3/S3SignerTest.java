package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.PresignedUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Says byte for byte what the SDK's own presigner says. */
class S3SignerTest {
  private static final Duration VALIDITY = Duration.ofHours(12);
  private static final AwsCredentials SESSION =
      AwsSessionCredentials.create("made-up-key", "made-up-secret", "made-up/token+of=a session");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "media/7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b",
        "d/a+b %41 ü~'().jpg",
        "a?b&c=d#e;f:g@h$i,j!k*l\"m<n>o[p]q{r}s|t\\u^v`w",
        "日本/é.mov"
      })
  void signsEveryKeyAsTheSdkDoes(String key) {
    requireSameGet(key, "dailies", "eu-central-1", "https://s3.example.org:8443", true);
  }

  @ParameterizedTest
  @CsvSource({
    "dailies, eu-central-1, , false",
    "dailies, us-east-1, , false",
    "dailies, us-east-1, , true",
    "with.dots, eu-west-1, , false",
    "dailies, us-east-1, https://s3.example.org, false",
    "dailies, auto, http://127.0.0.1:8080, true",
    "dailies, us-east-1, http://127.0.0.1, true",
    "dailies, us-east-1, https://s3.example.org:443, true",
    "dailies, cn-north-1, , false"
  })
  void leadsWhereTheSdkLeads(
      String bucket, String region, @Nullable String endpoint, boolean isPathStyle) {
    requireSameGet("a/b", bucket, region, endpoint, isPathStyle);
  }

  private static void requireSameGet(
      String key, String bucket, String region, @Nullable String endpoint, boolean isPathStyle) {
    try (S3Client client = client(region, endpoint, isPathStyle);
        S3Presigner presigner = presigner(client, region, endpoint, isPathStyle)) {
      S3Signer signer = S3Signer.of(client, credentials(), region, bucket, uri(endpoint));
      withinOneSecond(
          () ->
              presigner.presignGetObject(
                  p ->
                      p.signatureDuration(VALIDITY)
                          .getObjectRequest(g -> g.bucket(bucket).key(key))),
          () -> signer.get(key, VALIDITY));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attachment; filename=\"a  b.mp4\"",
        "attachment; filename*=UTF-8''%C3%BC.mp4",
        "inline"
      })
  void signsTheHeadersOfAPutAsTheSdkDoes(String disposition) {
    PutObjectRequest put =
        PutObjectRequest.builder()
            .bucket("dailies")
            .key("a/b")
            .contentType("video/mp4; codecs=\"a, b\"")
            .contentDisposition(disposition)
            .contentMD5("1B2M2Y8AsgTpgAmY7PhCfg==")
            .storageClass("STANDARD_IA")
            .serverSideEncryption(ServerSideEncryption.AWS_KMS)
            .ssekmsKeyId("arn:aws:kms:eu-central-1:1:key/2")
            .build();
    try (S3Client client = client("eu-central-1", null, false);
        S3Presigner presigner = presigner(client, "eu-central-1", null, false)) {
      S3Signer signer = S3Signer.of(client, credentials(), "eu-central-1", "dailies", null);
      withinOneSecond(
          () ->
              presigner.presignPutObject(p -> p.signatureDuration(VALIDITY).putObjectRequest(put)),
          () -> signer.put(put, VALIDITY));
    }
  }

  /** A URL of one of two signers. */
  private interface Signing<T> {
    T sign();
  }

  /** Both hold the second in which they were made; tries until it was the same. */
  private static void withinOneSecond(
      Signing<PresignedRequest> theirs, Signing<PresignedUrl> ours) {
    for (int i = 0; i < 100; i++) {
      PresignedRequest expected = theirs.sign();
      PresignedUrl found = ours.sign();
      if (date(found.uri()).equals(date(expected.httpRequest().getUri()))) {
        assertThat(query(found.uri())).isEqualTo(query(expected.httpRequest().getUri()));
        assertThat(found.uri().toString().split("\\?", 2)[0])
            .isEqualTo(expected.httpRequest().getUri().toString().split("\\?", 2)[0]);
        assertThat(found.headers()).isEqualTo(headers(expected));
        return;
      }
    }
    throw new AssertionError("never two within one second");
  }

  private static String date(URI uri) {
    return query(uri).getOrDefault("X-Amz-Date", "none");
  }

  /** The order of the parameters says nothing. */
  private static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], parts[1]);
    }
    return parameters;
  }

  private static Map<String, String> headers(PresignedRequest request) {
    Map<String, String> headers = new TreeMap<>();
    request.signedHeaders().forEach((n, v) -> headers.put(n.toLowerCase(Locale.ROOT), v.get(0)));
    headers.remove("host");
    return headers;
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(SESSION);
  }

  private static @Nullable URI uri(@Nullable String endpoint) {
    return endpoint == null ? null : URI.create(endpoint);
  }

  private static S3Client client(String region, @Nullable String endpoint, boolean isPathStyle) {
    return S3Client.builder()
        .region(Region.of(region))
        .endpointOverride(uri(endpoint))
        .forcePathStyle(isPathStyle)
        .credentialsProvider(credentials())
        .build();
  }

  private static S3Presigner presigner(
      S3Client client, String region, @Nullable String endpoint, boolean isPathStyle) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(region))
            .s3Client(client)
            .credentialsProvider(credentials())
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(isPathStyle)
                    .chunkedEncodingEnabled(false)
                    .build());
    return (endpoint == null ? builder : builder.endpointOverride(URI.create(endpoint))).build();
  }
}
