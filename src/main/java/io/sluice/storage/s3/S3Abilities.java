package io.sluice.storage.s3;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tries with one small object what a bucket really does, as stores differ. */
final class S3Abilities {
  private static final String CONTENT = "0123456789";

  private final S3StoreConfig config;
  private final S3Connection connection;
  private final S3Client client;
  private final S3Bucket bucket;
  private final String name;

  /**
   * What was seen.
   *
   * @param createOnly whether {@code If-None-Match: *}, or what the dialect has for it, keeps a PUT
   *     from replacing
   * @param ifMatchQuoted whether {@code If-Match} with the tag in quotes lets the right version be
   *     replaced, and no other
   * @param ifMatchBare the same without quotes
   * @param ranges whether a part can be read
   * @param copy whether an object can be copied inside
   */
  record Seen(
      boolean createOnly,
      boolean ifMatchQuoted,
      boolean ifMatchBare,
      boolean ranges,
      boolean copy) {
    @Override
    public String toString() {
      return "the bucket answers; create-only PUT "
          + word(createOnly)
          + ", PUT If-Match quoted "
          + word(ifMatchQuoted)
          + ", bare "
          + word(ifMatchBare)
          + ", ranges "
          + word(ranges)
          + ", copy "
          + word(copy);
    }

    private static String word(boolean does) {
      return does ? "yes" : "no";
    }
  }

  S3Abilities(S3StoreConfig config, S3Connection connection, S3Bucket bucket) {
    this.config = config;
    this.connection = connection;
    this.client = connection.client();
    this.bucket = bucket;
    this.name = S3Bucket.probeName(config);
  }

  Seen explore() {
    try {
      String tag = S3Requests.version(client.putObject(put().build(), body()).eTag());
      boolean createOnly =
          config.connection().dialect() == S3StoreConfig.Dialect.GCS
              ? new GcsCreateOnly(connection).refuses(put().build(), CONTENT)
              : refuses(put().ifNoneMatch("*").build());
      boolean quoted = compares("\"" + tag + "\"", "\"" + flipped(tag) + "\"");
      boolean bare = compares(tag, flipped(tag));
      return new Seen(createOnly, quoted, bare, hasRanges(), copies());
    } finally {
      bucket.deleteIfThere(name);
      bucket.deleteIfThere(name + "-copy");
    }
  }

  private PutObjectRequest.Builder put() {
    return PutObjectRequest.builder()
        .bucket(config.bucket())
        .key(name)
        .overrideConfiguration(S3Requests.QUICK);
  }

  private static RequestBody body() {
    return RequestBody.fromString(CONTENT);
  }

  /** Another tag of the same form. */
  private static String flipped(String tag) {
    return (tag.startsWith("0") ? "1" : "0") + tag.substring(Math.min(1, tag.length()));
  }

  private boolean compares(String right, String wrong) {
    return !refuses(put().ifMatch(right).build()) && refuses(put().ifMatch(wrong).build());
  }

  /** Ignored, or not known at all, is no refusal for this reason. */
  private boolean refuses(PutObjectRequest request) {
    try {
      client.putObject(request, body());
      return false;
    } catch (S3Exception e) {
      return e.statusCode() == 412 || e.statusCode() == 409;
    }
  }

  private boolean hasRanges() {
    try {
      return client
          .getObjectAsBytes(g -> g.bucket(config.bucket()).key(name).range("bytes=2-3"))
          .asUtf8String()
          .equals("23");
    } catch (S3Exception e) {
      return false;
    }
  }

  private boolean copies() {
    try {
      client.copyObject(
          c ->
              c.sourceBucket(config.bucket())
                  .sourceKey(name)
                  .destinationBucket(config.bucket())
                  .destinationKey(name + "-copy"));
      return true;
    } catch (S3Exception e) {
      return false;
    }
  }
}
