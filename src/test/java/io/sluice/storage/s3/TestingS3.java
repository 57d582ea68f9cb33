package io.sluice.storage.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server that runs until the JVM of the tests ends, with one account. */
public abstract class TestingS3 {
  public static final String ACCESS_KEY = "made-up-key";
  public static final String SECRET_KEY = "made-up-secret-for-tests";

  /** Where it listens. */
  public abstract URI endpoint();

  /** Whether it can hold both {@code x} and {@code x/y}, and every other key. */
  public abstract boolean takesEveryKey();

  /** Whether it takes a Content-Type with a charset that no Java knows. */
  public abstract boolean takesEveryCharset();

  /** Whether a GET beside a PUT sends length, tag and bytes of one version. */
  public abstract boolean readsOneVersion();

  /** A client with the account's rights; the caller closes it. */
  public S3Client client() {
    return client(endpoint());
  }

  /** The same through another address, such as a proxy's. */
  public static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(s -> s.chunkedEncodingEnabled(false))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .build();
  }

  /** Makes a bucket of a name of its own. */
  public String newBucket() {
    String name = "t-" + UUID.randomUUID();
    try (S3Client client = client()) {
      client.createBucket(b -> b.bucket(name));
    }
    return name;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
