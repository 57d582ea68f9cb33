package io.sluice.storage.s3;

import io.sluice.config.Secret;
import io.sluice.config.Section;
import io.sluice.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one store of kind {@code s3} or {@code gcs}.
 *
 * @param name the store's name in the configuration
 * @param bucket exists; shared with others as long as they keep out of the prefix
 * @param prefix before every key; empty, or with its own separator at the end
 * @param connection where the bucket is and how to speak with it
 * @param encryption and class of what is stored
 * @param limits sizes and times
 * @param delivery how clients come by the bytes
 */
public record S3StoreConfig(
    String name,
    String bucket,
    String prefix,
    Connection connection,
    Encryption encryption,
    Limits limits,
    Delivery delivery)
    implements StoreSettings {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final URI GOOGLE = URI.create("https://storage.googleapis.com");

  /** Whose S3 it is. */
  public enum Dialect {
    /** As AWS has it. */
    S3,
    /**
     * As Google Cloud Storage has it: no chunks, no checksums of the SDK's, 404 for the removal of
     * what is not there, and a header of its own for a PUT that replaces nothing.
     *
     * @see <a href="https://cloud.google.com/storage/docs/interoperability">Interoperability</a>
     */
    GCS
  }

  /** Whether each upload carries a checksum of the SDK's. */
  public enum Checksums {
    /** Only where S3 asks for one: understood by every store. */
    REQUIRED,
    /** Wherever S3 takes one. */
    SUPPORTED
  }

  /** The key that the store encrypts with. */
  public enum Sse {
    /** What the bucket does by itself. */
    BUCKET,
    /** A key of S3's own. */
    AES256,
    /** A key of the key management service. */
    KMS
  }

  /** How a download reaches its client. */
  public enum Mode {
    /** Nginx fetches the bytes and keeps hot ones; without an Nginx they go through here. */
    PROXY,
    /** The client is sent to a presigned URL: for a CDN in front of the bucket. */
    REDIRECT
  }

  /**
   * Where the bucket is and how to speak with it.
   *
   * @param dialect whose S3 it is
   * @param region as AWS names it
   * @param endpoint of a store other than AWS; null for AWS
   * @param pathStyle whether the bucket stands in the path instead of the host name
   * @param checksums on uploads
   * @param chunked whether bodies are sent in signed chunks
   * @param legacyMd5 whether deletions of many carry Content-MD5
   * @param accessKey null for what the AWS SDK finds by itself: environment, profile, instance role
   * @param secretKey belongs to it
   */
  public record Connection(
      Dialect dialect,
      String region,
      @Nullable URI endpoint,
      boolean pathStyle,
      Checksums checksums,
      boolean chunked,
      boolean legacyMd5,
      @Nullable String accessKey,
      @Nullable Secret secretKey) {
    Connection withKeys(String otherAccessKey, Secret otherSecretKey) {
      return new Connection(
          dialect,
          region,
          endpoint,
          pathStyle,
          checksums,
          chunked,
          legacyMd5,
          otherAccessKey,
          otherSecretKey);
    }
  }

  /**
   * What the bucket is told to do with each object.
   *
   * @param storageClass as S3 names it; empty for the bucket's own
   * @param sse the key to encrypt with
   * @param kmsKey its id, for {@link Sse#KMS}; empty for the account's own
   */
  public record Encryption(String storageClass, Sse sse, String kmsKey) {}

  /**
   * Sizes and times.
   *
   * @param maxPut the longest body of one request, in bytes; a longer one goes in parts
   * @param partBytes the length of a part
   * @param staging where a part is collected; null for the system's folder of temporary files
   * @param sweepAfter the age at which parts that a crash left are deleted
   * @param infoCache how long what the bucket said of an object counts; zero for not at all
   * @param presignFor how long a presigned URL is good for
   */
  public record Limits(
      long maxPut,
      long partBytes,
      @Nullable Path staging,
      Duration sweepAfter,
      Duration infoCache,
      Duration presignFor) {}

  /**
   * How clients come by the bytes.
   *
   * @param mode through Nginx or by a redirect
   * @param publicEndpoint what clients are redirected to instead of the endpoint; null for the
   *     endpoint
   * @param keepUpTo the longest object that Nginx keeps slices of, in bytes
   */
  public record Delivery(Mode mode, @Nullable URI publicEndpoint, long keepUpTo) {}

  /**
   * Reads the section {@code stores.<name>}.
   *
   * @param name the store's name
   * @param section its settings
   * @param dialect whose S3 it is
   * @return the settings, with every fault left in the section
   */
  public static S3StoreConfig read(String name, Section section, Dialect dialect) {
    String bucket = section.requiredText("bucket");
    Connection connection = dialect == Dialect.GCS ? google(section) : connection(section);
    S3Names.checkBucket(section, bucket, connection.pathStyle());
    String prefix = section.text("prefix", "");
    if (!prefix.matches("([A-Za-z0-9][A-Za-z0-9._-]*/)*") || prefix.length() > 512) {
      section.fault(
          "prefix", "is empty, or folders of letters, digits and . _ - with / at the end");
      prefix = "";
    }
    return new S3StoreConfig(
        name,
        bucket,
        prefix,
        connection,
        encryption(section, dialect),
        limits(section),
        new Delivery(
            section.choice("delivery", Mode.PROXY, Mode.class),
            url(section, "public-endpoint"),
            section.bytes("keep-up-to", 512 * MIB, 0, Long.MAX_VALUE)));
  }

  private static Connection connection(Section section) {
    URI endpoint = url(section, "endpoint");
    boolean isAws = endpoint == null;
    String accessKey = section.text("access-key");
    Secret secretKey = section.secret("secret-key");
    requireBoth(section, accessKey, secretKey);
    return new Connection(
        Dialect.S3,
        S3Names.region(section, "us-east-1"),
        endpoint,
        section.flag("path-style", !isAws),
        section.choice(
            "checksums", isAws ? Checksums.SUPPORTED : Checksums.REQUIRED, Checksums.class),
        section.flag("chunked", isAws),
        section.flag("legacy-md5", false),
        accessKey,
        secretKey);
  }

  private static Connection google(Section section) {
    URI endpoint = url(section, "endpoint");
    String accessKey = section.text("access-key");
    Secret secretKey = section.secret("secret-key");
    requireBoth(section, accessKey, secretKey);
    if (accessKey == null && secretKey == null) {
      section.fault("access-key", "is missing: give access-key and secret-key of an HMAC key");
    }
    return new Connection(
        Dialect.GCS,
        S3Names.region(section, "auto"),
        endpoint == null ? GOOGLE : endpoint,
        section.flag("path-style", true),
        section.choice("checksums", Checksums.REQUIRED, Checksums.class),
        section.flag("chunked", false),
        section.flag("legacy-md5", false),
        accessKey,
        secretKey);
  }

  private static void requireBoth(
      Section section, @Nullable String accessKey, @Nullable Secret secretKey) {
    if ((accessKey == null) != (secretKey == null)) {
      section.fault(
          accessKey == null ? "access-key" : "secret-key",
          "is missing: access-key and secret-key are given together, or neither");
    }
  }

  private static Encryption encryption(Section section, Dialect dialect) {
    String storageClass = section.text("storage-class", "");
    if (!storageClass.matches("[A-Z0-9_]{0,40}")) {
      section.fault("storage-class", "is written as S3 does, for example STANDARD_IA");
    }
    Sse sse = section.choice("sse", Sse.BUCKET, Sse.class);
    if (sse != Sse.BUCKET && dialect == Dialect.GCS) {
      section.fault("sse", "counts with kind: s3 only; give the bucket a key of its own at Google");
    }
    String kmsKey = section.text("kms-key", "");
    if (!kmsKey.isEmpty() && sse != Sse.KMS) {
      section.fault("kms-key", "counts with sse: kms only");
    } else if (!kmsKey.matches("[A-Za-z0-9:/_-]{0,300}")) {
      section.fault("kms-key", "is the id or ARN of a key");
    }
    return new Encryption(storageClass, sse, kmsKey);
  }

  private static Limits limits(Section section) {
    return new Limits(
        section.bytes("max-put", 5 * GIB, 5 * MIB, 5 * GIB),
        section.bytes("part-size", 64 * MIB, 5 * MIB, 5 * GIB),
        section.path("staging"),
        section.duration(
            "sweep-after", Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofDays(365)),
        section.duration("info-cache", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1)),
        section.duration(
            "presign-for", Duration.ofHours(12), Duration.ofMinutes(1), Duration.ofDays(7)));
  }

  private static @Nullable URI url(Section section, String key) {
    URI url = section.httpAddress(key);
    if (url != null && !url.getRawPath().isEmpty()) {
      section.fault(key, "must be http or https, a host and perhaps a port, and nothing else");
      return null;
    }
    return url;
  }

  @Override
  public Duration sweepsFrom() {
    return limits.sweepAfter();
  }
}
