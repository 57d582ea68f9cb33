package io.sluice.storage.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/** Lets the bucket drop uploads that nobody finished, also when no gateway sweeps any more. */
final class BucketLifecycle implements BucketPart {
  static final String RULE = "sluice-abort-uploads";

  private final S3StoreConfig config;
  private final int days;

  BucketLifecycle(S3StoreConfig config, int days) {
    this.config = config;
    this.days = days;
  }

  @Override
  public String name() {
    return "lifecycle";
  }

  @Override
  public String wanted() {
    return "unfinished uploads end after " + days + " days";
  }

  @Override
  public boolean isAskedFor() {
    return false;
  }

  @Override
  public BucketDifference compare(BucketSettings found) {
    GetBucketLifecycleConfigurationResponse lifecycle = found.lifecycle();
    List<LifecycleRule> rules = new ArrayList<>(lifecycle.rules());
    @Nullable LifecycleRule ours = null;
    for (LifecycleRule rule : rules) {
      if (RULE.equals(rule.id())) {
        ours = rule;
      }
    }
    if (ours != null && isSame(ours)) {
      return BucketDifference.NONE;
    }
    LifecycleRule rule = rule(hasOldForm(rules));
    if (ours == null) {
      rules.add(rule);
    } else {
      rules.set(rules.indexOf(ours), rule);
    }
    PutBucketLifecycleConfigurationRequest request =
        PutBucketLifecycleConfigurationRequest.builder()
            .bucket(config.bucket())
            .lifecycleConfiguration(l -> l.rules(rules))
            .transitionDefaultMinimumObjectSize(lifecycle.transitionDefaultMinimumObjectSize())
            .build();
    return new BucketDifference(
        List.of((ours == null ? "no rule " : "another rule ") + RULE),
        List.of(new BucketRequest<>(request, S3Client::putBucketLifecycleConfiguration)));
  }

  /** S3 refuses rules with and without a filter in one configuration. */
  @SuppressWarnings("deprecation")
  private static boolean hasOldForm(List<LifecycleRule> rules) {
    return rules.stream()
        .anyMatch(r -> !RULE.equals(r.id()) && r.filter() == null && r.prefix() != null);
  }

  @SuppressWarnings("deprecation")
  private LifecycleRule rule(boolean inOldForm) {
    LifecycleRule.Builder rule =
        LifecycleRule.builder()
            .id(RULE)
            .status(ExpirationStatus.ENABLED)
            .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(days));
    return inOldForm
        ? rule.prefix(config.prefix()).build()
        : rule.filter(f -> f.prefix(config.prefix())).build();
  }

  private boolean isSame(LifecycleRule found) {
    @Nullable AbortIncompleteMultipartUpload abort = found.abortIncompleteMultipartUpload();
    return found.status() == ExpirationStatus.ENABLED
        && prefix(found).equals(config.prefix())
        && abort != null
        && Objects.equals(abort.daysAfterInitiation(), days);
  }

  @SuppressWarnings("deprecation")
  private static String prefix(LifecycleRule rule) {
    @Nullable String prefix = rule.filter() == null ? rule.prefix() : rule.filter().prefix();
    return prefix == null ? "" : prefix;
  }
}
