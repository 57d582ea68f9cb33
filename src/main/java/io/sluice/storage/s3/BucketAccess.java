package io.sluice.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Who reads the store's objects without a signature. */
final class BucketAccess implements BucketPart {
  private final S3StoreConfig config;
  private final BucketWish.Access access;

  BucketAccess(S3StoreConfig config, BucketWish.Access access) {
    this.config = config;
    this.access = access;
  }

  @Override
  public String name() {
    return "access";
  }

  @Override
  public String wanted() {
    return switch (access) {
      case PRIVATE -> "private, read by presigned URLs only";
      case READ -> "everybody who knows a key may read";
      case READ_AND_LIST -> "everybody may read, and list all keys";
    };
  }

  @Override
  public boolean isAskedFor() {
    return access != BucketWish.Access.PRIVATE;
  }

  @Override
  public BucketDifference compare(BucketSettings found) throws IOException {
    BucketPolicy policy = new BucketPolicy(config, text(found));
    List<String> texts = new ArrayList<>();
    List<BucketRequest<?>> cures = new ArrayList<>();
    if (isAskedFor()) {
      unblock(found.block(), texts, cures);
    }
    List<String> differences = policy.differences(access);
    if (!differences.isEmpty()) {
      texts.addAll(differences);
      cures.add(put(policy.with(access)));
    }
    if (!isAskedFor()) {
      policy
          .foreignReaders()
          .forEach(
              sid ->
                  texts.add(
                      "statement "
                          + sid
                          + ", which is not of Sluice, lets everybody read: remove it by hand"));
    }
    return texts.isEmpty() ? BucketDifference.NONE : new BucketDifference(texts, cures);
  }

  /** Where there are no policies, nobody is let in by one. */
  private String text(BucketSettings found) {
    try {
      return found.policy();
    } catch (S3Exception e) {
      if (!isAskedFor() && S3Failures.isUnsupported(e)) {
        return "";
      }
      throw e;
    }
  }

  /** AWS makes new buckets such that no policy can open them. */
  private void unblock(
      @Nullable PublicAccessBlockConfiguration block,
      List<String> texts,
      List<BucketRequest<?>> cures) {
    if (block == null
        || !(Boolean.TRUE.equals(block.blockPublicPolicy())
            || Boolean.TRUE.equals(block.restrictPublicBuckets()))) {
      return;
    }
    texts.add("a block of public policies");
    PutPublicAccessBlockRequest request =
        PutPublicAccessBlockRequest.builder()
            .bucket(config.bucket())
            .publicAccessBlockConfiguration(
                block.toBuilder().blockPublicPolicy(false).restrictPublicBuckets(false).build())
            .build();
    cures.add(new BucketRequest<>(request, S3Client::putPublicAccessBlock));
  }

  private BucketRequest<?> put(String policy) {
    return policy.isEmpty()
        ? new BucketRequest<>(
            DeleteBucketPolicyRequest.builder().bucket(config.bucket()).build(),
            S3Client::deleteBucketPolicy)
        : new BucketRequest<>(
            PutBucketPolicyRequest.builder().bucket(config.bucket()).policy(policy).build(),
            S3Client::putBucketPolicy);
  }
}
