package io.sluice.storage.s3;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Statements of policies about one store's part of its bucket.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM
 *     policy elements</a>
 */
final class PolicyStatements {
  /** The language that every policy here is written in. */
  static final String VERSION = "2012-10-17";

  private final S3StoreConfig config;

  PolicyStatements(S3StoreConfig config) {
    this.config = config;
  }

  static boolean isAws(S3StoreConfig config) {
    @Nullable URI endpoint = config.connection().endpoint();
    return endpoint == null || endpoint.getHost().contains(".amazonaws.");
  }

  /**
   * An allowance.
   *
   * @param sid letters and digits only: IAM takes no others
   */
  static Map<String, @Nullable Object> allow(String sid, List<String> actions, String resource) {
    Map<String, @Nullable Object> statement = new LinkedHashMap<>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resource);
    return statement;
  }

  /** An allowance to list the keys of this store. */
  Map<String, @Nullable Object> list(String sid) {
    Map<String, @Nullable Object> statement = allow(sid, List.of("s3:ListBucket"), bucket());
    if (!config.prefix().isEmpty()) {
      // Older Ceph forgets the prefix when it judges whether a missing object is 404 or 403.
      String operator = isAws(config) ? "StringLike" : "StringLikeIfExists";
      statement.put("Condition", Map.of(operator, Map.of("s3:prefix", config.prefix() + "*")));
    }
    return statement;
  }

  String partition() {
    return PartitionMetadata.of(Region.of(config.connection().region())).id();
  }

  String bucket() {
    return "arn:" + partition() + ":s3:::" + config.bucket();
  }

  /** Every object of this store. */
  String objects() {
    return bucket() + "/" + config.prefix() + "*";
  }
}
