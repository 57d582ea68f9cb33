package io.sluice.storage.s3;

import io.sluice.http.MediaType;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Response;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Turns our words into requests for a bucket, and its answers into ours. */
final class S3Requests {
  /** What a bucket says of an object whose uploader named no type. */
  private static final Set<String> NO_TYPE = Set.of("binary/octet-stream", MediaType.UNKNOWN);

  /** For a call without a body: Nginx waits ten seconds for a verdict. */
  static final AwsRequestOverrideConfiguration QUICK =
      AwsRequestOverrideConfiguration.builder().apiCallTimeout(Duration.ofSeconds(8)).build();

  /** The name of the mark of an upload, among what the bucket keeps with an object. */
  static final String MARK = "sluice-upload";

  private final S3StoreConfig config;

  S3Requests(S3StoreConfig config) {
    this.config = config;
  }

  String bucket() {
    return config.bucket();
  }

  String name(ObjectKey key) {
    return config.prefix() + key.value();
  }

  PutObjectRequest.Builder put(ObjectKey key, ObjectDescription description) {
    S3StoreConfig.Encryption encryption = config.encryption();
    return PutObjectRequest.builder()
        .bucket(config.bucket())
        .key(name(key))
        .contentType(description.contentType())
        .contentDisposition(description.disposition())
        .storageClass(orNull(encryption.storageClass()))
        .serverSideEncryption(sse(encryption))
        .ssekmsKeyId(orNull(encryption.kmsKey()));
  }

  /** The headers that a PUT goes with; a presigned one must be sent with them. */
  static Map<String, String> headers(PutObjectRequest put) {
    Map<String, String> headers = new TreeMap<>();
    add(headers, "content-md5", put.contentMD5());
    add(headers, "content-type", put.contentType());
    add(headers, "content-disposition", put.contentDisposition());
    add(headers, "x-amz-storage-class", put.storageClassAsString());
    add(headers, "x-amz-server-side-encryption", put.serverSideEncryptionAsString());
    add(headers, "x-amz-server-side-encryption-aws-kms-key-id", put.ssekmsKeyId());
    add(headers, "x-amz-meta-" + MARK, put.metadata().get(MARK));
    return headers;
  }

  private static void add(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  CreateMultipartUploadRequest multipart(ObjectKey key, ObjectDescription description) {
    S3StoreConfig.Encryption encryption = config.encryption();
    return CreateMultipartUploadRequest.builder()
        .bucket(config.bucket())
        .key(name(key))
        .contentType(description.contentType())
        .contentDisposition(description.disposition())
        .storageClass(orNull(encryption.storageClass()))
        .serverSideEncryption(sse(encryption))
        .ssekmsKeyId(orNull(encryption.kmsKey()))
        .overrideConfiguration(QUICK)
        .build();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable ServerSideEncryption sse(S3StoreConfig.Encryption encryption) {
    return switch (encryption.sse()) {
      case BUCKET -> null;
      case AES256 -> ServerSideEncryption.AES256;
      case KMS -> ServerSideEncryption.AWS_KMS;
    };
  }

  static ObjectInfo info(ObjectKey key, HeadObjectResponse head) {
    @Nullable String type = head.contentType();
    ObjectDescription description =
        new ObjectDescription(
            type == null || NO_TYPE.contains(type) ? null : type, head.contentDisposition());
    Instant modified = head.lastModified().truncatedTo(ChronoUnit.SECONDS);
    return new ObjectInfo(key, head.contentLength(), version(head.eTag()), modified, description);
  }

  /** The key of a listed name; empty for a name that no key can have, such as that of a folder. */
  static Stream<ObjectKey> key(String name) {
    try {
      return Stream.of(new ObjectKey(name));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /** The mark of the upload that made the object; null for one without. */
  static @Nullable String mark(HeadObjectResponse head) {
    // Stores differ in the case of a header's name.
    return head.metadata().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(MARK))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The store's own time when it answered; empty when it does not say. */
  static Optional<Instant> date(S3Response response) {
    return response.sdkHttpResponse().firstMatchingHeader("Date").flatMap(S3Requests::parse);
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Most stores quote an ETag, some do not. */
  static String version(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}
