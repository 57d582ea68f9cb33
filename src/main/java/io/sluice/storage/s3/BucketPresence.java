package io.sluice.storage.s3;

import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** The bucket itself. */
final class BucketPresence implements BucketPart {
  /** The one region that a request to make a bucket must not name. */
  private static final String UNNAMED = "us-east-1";

  private final S3StoreConfig config;

  BucketPresence(S3StoreConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public String wanted() {
    return config.bucket() + " is there";
  }

  @Override
  public boolean isAskedFor() {
    return true;
  }

  @Override
  public BucketDifference compare(BucketSettings found) {
    if (found.exists()) {
      return BucketDifference.NONE;
    }
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(config.bucket());
    String region = config.connection().region();
    if (!region.equals(UNNAMED)) {
      request.createBucketConfiguration(c -> c.locationConstraint(region));
    }
    return new BucketDifference(
        List.of("no bucket " + config.bucket()),
        List.of(new BucketRequest<>(request.build(), S3Client::createBucket)));
  }
}
