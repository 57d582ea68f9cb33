package io.sluice.storage.s3;

import io.sluice.config.Secret;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's client and signer for one store; safe for use by many threads. */
final class S3Connection implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Each running download without an Nginx has one. */
  private static final int CONNECTIONS = 1024;

  private final S3Calls calls = new S3Calls();
  private final AwsCredentialsProvider credentials;
  private final S3Client client;
  private final S3Signer signer;
  private final S3Signer publicSigner;

  S3Connection(S3StoreConfig config) {
    S3StoreConfig.Connection connection = config.connection();
    this.credentials = credentials(connection);
    this.client = client(connection, credentials, calls);
    @Nullable URI publicEndpoint = config.delivery().publicEndpoint();
    this.signer = signer(config, connection.endpoint());
    this.publicSigner = publicEndpoint == null ? signer : signer(config, publicEndpoint);
  }

  private S3Signer signer(S3StoreConfig config, @Nullable URI endpoint) {
    return S3Signer.of(
        client, credentials, config.connection().region(), config.bucket(), endpoint);
  }

  private static AwsCredentialsProvider credentials(S3StoreConfig.Connection connection) {
    @Nullable String accessKey = connection.accessKey();
    @Nullable Secret secretKey = connection.secretKey();
    return accessKey == null || secretKey == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(accessKey, secretKey.reveal()));
  }

  private static S3Client client(
      S3StoreConfig.Connection connection, AwsCredentialsProvider credentials, S3Calls calls) {
    boolean isRequired = connection.checksums() == S3StoreConfig.Checksums.REQUIRED;
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(credentials)
            .region(Region.of(connection.region()))
            .forcePathStyle(connection.pathStyle())
            .requestChecksumCalculation(
                isRequired
                    ? RequestChecksumCalculation.WHEN_REQUIRED
                    : RequestChecksumCalculation.WHEN_SUPPORTED)
            .responseChecksumValidation(
                isRequired
                    ? ResponseChecksumValidation.WHEN_REQUIRED
                    : ResponseChecksumValidation.WHEN_SUPPORTED)
            .serviceConfiguration(s -> s.chunkedEncodingEnabled(connection.chunked()))
            .overrideConfiguration(
                o ->
                    o.retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .addExecutionInterceptor(calls))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(CONNECT)
                    .socketTimeout(SILENCE)
                    .maxConnections(CONNECTIONS));
    if (connection.legacyMd5()) {
      builder.addPlugin(LegacyMd5Plugin.create());
    }
    @Nullable URI endpoint = connection.endpoint();
    return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
  }

  S3Calls calls() {
    return calls;
  }

  /**
   * Looks for a key before the network is asked.
   *
   * @throws IOException there is none; the message says where one may stand
   */
  void requireCredentials() throws IOException {
    try {
      credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new IOException(
          "there is no key: give access-key and secret-key, or one that the AWS SDK finds by itself"
              + " (environment, profile, instance role)",
          e);
    }
  }

  S3Client client() {
    return client;
  }

  /** Signs for the host that Nginx and we speak with. */
  S3Signer signer() {
    return signer;
  }

  /** Signs for the host that clients are redirected to. */
  S3Signer publicSigner() {
    return publicSigner;
  }

  @Override
  public void close() {
    client.close();
    if (credentials instanceof DefaultCredentialsProvider chain) {
      chain.close();
    }
  }
}
