package io.sluice.storage.s3;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** What a bucket has now; each method may ask the store, and throws {@link SdkException}. */
interface BucketSettings {
  boolean exists();

  /** As JSON; empty for none. */
  String policy();

  /** Null for none. */
  @Nullable PublicAccessBlockConfiguration block();

  List<CORSRule> cors();

  GetBucketLifecycleConfigurationResponse lifecycle();

  GetBucketWebsiteResponse website();

  /** Those of a bucket that was made a moment ago. */
  static BucketSettings ofNewBucket(S3StoreConfig config) {
    return new BucketSettings() {
      @Override
      public boolean exists() {
        return false;
      }

      @Override
      public String policy() {
        return "";
      }

      @Override
      public @Nullable PublicAccessBlockConfiguration block() {
        return PolicyStatements.isAws(config)
            ? PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(true)
                .restrictPublicBuckets(true)
                .build()
            : null;
      }

      @Override
      public List<CORSRule> cors() {
        return List.of();
      }

      @Override
      public GetBucketLifecycleConfigurationResponse lifecycle() {
        return GetBucketLifecycleConfigurationResponse.builder().build();
      }

      @Override
      public GetBucketWebsiteResponse website() {
        return GetBucketWebsiteResponse.builder().build();
      }
    };
  }
}
