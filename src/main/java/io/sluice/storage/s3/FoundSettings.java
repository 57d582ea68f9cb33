package io.sluice.storage.s3;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks the store each time. */
final class FoundSettings implements BucketSettings {
  private final S3Client client;
  private final String bucket;

  FoundSettings(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  /** Any web server says 404; only a store says that there is no such bucket. */
  @Override
  public boolean exists() {
    try {
      S3Listing.of(client, ListObjectsV2Request.builder().bucket(bucket).maxKeys(1).build());
      return true;
    } catch (S3Exception e) {
      if (S3Failures.code(e).equals("NoSuchBucket")) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public String policy() {
    return or("", () -> client.getBucketPolicy(p -> p.bucket(bucket)).policy());
  }

  @Override
  public @Nullable PublicAccessBlockConfiguration block() {
    try {
      return client.getPublicAccessBlock(p -> p.bucket(bucket)).publicAccessBlockConfiguration();
    } catch (S3Exception e) {
      if (e.statusCode() == 404 || S3Failures.isUnsupported(e)) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public List<CORSRule> cors() {
    return or(List.of(), () -> client.getBucketCors(c -> c.bucket(bucket)).corsRules());
  }

  @Override
  public GetBucketLifecycleConfigurationResponse lifecycle() {
    return or(
        GetBucketLifecycleConfigurationResponse.builder().build(),
        () -> client.getBucketLifecycleConfiguration(l -> l.bucket(bucket)));
  }

  @Override
  public GetBucketWebsiteResponse website() {
    return or(
        GetBucketWebsiteResponse.builder().build(),
        () -> client.getBucketWebsite(w -> w.bucket(bucket)));
  }

  /** Each setting that is not there has a code of its own, and 404. */
  private static <T> T or(T none, Supplier<T> question) {
    try {
      return question.get();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return none;
      }
      throw e;
    }
  }
}
