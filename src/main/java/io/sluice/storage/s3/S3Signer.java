package io.sluice.storage.s3;

import io.sluice.storage.PresignedUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Signs URLs of one bucket; safe for use by many threads.
 *
 * <p>By the signer of the SDK alone. Its presigner first works out for each URL anew where the
 * bucket is and how one signs there, which takes four times as long as the signature.
 */
final class S3Signer {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final String region;
  private final String base;

  private S3Signer(AwsCredentialsProvider credentials, String region, String base) {
    this.credentials = credentials;
    this.region = region;
    this.base = base;
  }

  /**
   * For one bucket.
   *
   * @param client decides between host and path for the bucket's name
   * @param credentials asked for each URL
   * @param region as AWS names it
   * @param bucket that all URLs are for
   * @param endpoint as the URLs have it; null for the client's own
   */
  static S3Signer of(
      S3Client client,
      AwsCredentialsProvider credentials,
      String region,
      String bucket,
      @Nullable URI endpoint) {
    String x =
        client.utilities().getUrl(u -> u.bucket(bucket).key("x").endpoint(endpoint)).toString();
    return new S3Signer(credentials, region, x.substring(0, x.length() - 1));
  }

  /**
   * Where the URLs lead.
   *
   * @return scheme, host and perhaps port
   */
  URI origin() {
    URI url = URI.create(base);
    return URI.create(url.getScheme() + "://" + url.getAuthority());
  }

  /**
   * A GET of one object.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException there are no credentials
   */
  PresignedUrl get(String name, Duration validity) {
    return sign(SdkHttpMethod.GET, name, Map.of(), validity);
  }

  /**
   * A PUT of one object, with what a request says of it.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException as above
   */
  PresignedUrl put(PutObjectRequest put, Duration validity) {
    return sign(SdkHttpMethod.PUT, put.key(), S3Requests.headers(put), validity);
  }

  /**
   * A PUT with one more header.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException as above
   */
  PresignedUrl put(PutObjectRequest put, String header, String value, Duration validity) {
    Map<String, String> headers = new TreeMap<>(S3Requests.headers(put));
    headers.put(header, value);
    return sign(SdkHttpMethod.PUT, put.key(), headers, validity);
  }

  private PresignedUrl sign(
      SdkHttpMethod method, String name, Map<String, String> headers, Duration validity) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(method)
            .uri(URI.create(base + SdkHttpUtils.urlEncodeIgnoreSlashes(name)));
    headers.forEach(request::putHeader);
    SdkHttpRequest signed =
        signer
            .sign(
                s ->
                    s.identity(credentials.resolveCredentials())
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validity)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
            .request();
    return new PresignedUrl(signed.getUri(), sent(signed.headers()));
  }

  private static Map<String, String> sent(Map<String, List<String>> signed) {
    Map<String, String> headers = new TreeMap<>();
    signed.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    headers.remove("host");
    return headers;
  }
}
