package io.sluice.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket as a whole: whether it is there, whether it takes writes, what it can do. */
final class S3Bucket {
  private static final Logger LOG = LoggerFactory.getLogger(S3Bucket.class);
  private static final long THERE_NANOS = Duration.ofSeconds(5).toNanos();

  /** What S3 takes of a signature's time. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(15);

  private static final long WRITABLE_NANOS = Duration.ofSeconds(30).toNanos();

  private final S3StoreConfig config;
  private final S3Connection connection;
  private final S3Client client;
  private volatile long seenAt = System.nanoTime() - THERE_NANOS;
  private volatile long writtenAt = System.nanoTime() - WRITABLE_NANOS;

  S3Bucket(S3StoreConfig config, S3Connection connection) {
    this.config = config;
    this.connection = connection;
    this.client = connection.client();
  }

  /**
   * An object that is not found in a bucket that is gone is no missing object.
   *
   * @throws IOException the bucket cannot be seen
   */
  void require() throws IOException {
    if (System.nanoTime() - seenAt < THERE_NANOS) {
      return;
    }
    try {
      list();
    } catch (SdkException e) {
      throw S3Failures.of(looking(), e);
    }
  }

  private String looking() {
    return "looking into bucket " + config.bucket();
  }

  private ListObjectsV2Response list() {
    ListObjectsV2Response response =
        S3Listing.of(
            client,
            ListObjectsV2Request.builder()
                .bucket(config.bucket())
                .prefix(config.prefix())
                .maxKeys(1)
                .overrideConfiguration(S3Requests.QUICK)
                .build());
    seenAt = System.nanoTime();
    return response;
  }

  /**
   * Finds out at the start what the bucket does.
   *
   * @throws IOException the bucket answers, and refuses us
   */
  void explore() throws IOException {
    String what = looking();
    try {
      connection.requireCredentials();
      requireClock(list());
      what = "trying the bucket";
      LOG.info("store {}: {}", config.name(), new S3Abilities(config, connection, this).explore());
    } catch (SdkException e) {
      IOException failure = S3Failures.of(what, e);
      if (isRefusal(e)) {
        throw new IOException("store " + config.name() + ": " + failure.getMessage(), failure);
      }
      LOG.error("store {} does not answer yet: {}", config.name(), failure.getMessage());
    } catch (IOException e) {
      throw new IOException("store " + config.name() + ": " + e.getMessage(), e);
    }
  }

  /** A refusal needs a human, a silence or a failure of the store's perhaps only time. */
  private static boolean isRefusal(SdkException e) {
    return e instanceof AwsServiceException service && service.statusCode() < 500;
  }

  /**
   * The SDK corrects its own requests after a first refusal, but what it signs for Nginx and for
   * clients has the time of this machine.
   */
  private static void requireClock(ListObjectsV2Response response) throws IOException {
    Instant now = Instant.now();
    Duration between = Duration.between(now, S3Requests.date(response).orElse(now)).abs();
    if (between.compareTo(CLOCKS_DIFFER) > 0) {
      throw new IOException(
          "the clocks of this machine and the store differ by "
              + between.toMinutes()
              + " minutes, and presigned URLs are refused; mend the time");
    }
  }

  /** Looks whether all is there; writes and removes an object, at most every half minute. */
  void probe() throws IOException {
    try {
      requireClock(list());
    } catch (SdkException e) {
      throw S3Failures.of(looking(), e);
    }
    if (System.nanoTime() - writtenAt < WRITABLE_NANOS) {
      return;
    }
    String name = probeName(config);
    try {
      client.putObject(
          p -> p.bucket(config.bucket()).key(name).overrideConfiguration(S3Requests.QUICK),
          RequestBody.fromString("probe\n"));
    } catch (SdkException e) {
      throw S3Failures.of("writing a probe", e);
    }
    delete(name);
    writtenAt = System.nanoTime();
  }

  static String probeName(S3StoreConfig config) {
    return config.prefix() + "sluice-probe-" + UUID.randomUUID();
  }

  /** Also when there is no such object. */
  void delete(String name) throws IOException {
    try {
      deleteIfThere(name);
    } catch (SdkException e) {
      throw S3Failures.of("DELETE of an object", e);
    }
  }

  /** As {@link #delete}, with the SDK's own word for a failure. */
  void deleteIfThere(String name) {
    try {
      client.deleteObject(
          d -> d.bucket(config.bucket()).key(name).overrideConfiguration(S3Requests.QUICK));
    } catch (S3Exception e) {
      if (e.statusCode() != 404 || S3Failures.code(e).equals("NoSuchBucket")) {
        throw e;
      }
    }
  }
}
