package io.sluice.storage.s3;

import io.sluice.config.ConfigException;
import io.sluice.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.RoutingRule;

/** A bucket that is there, with the settings that a test gives it. */
final class TestingBucket implements BucketSettings {
  String policy = "";
  @Nullable PublicAccessBlockConfiguration block;
  List<CORSRule> cors = List.of();
  List<LifecycleRule> lifecycle = List.of();
  GetBucketWebsiteResponse website = GetBucketWebsiteResponse.builder().build();

  /** The settings of a store, from the lines of its section without their indentation. */
  static S3StoreConfig config(Path folder, String... lines) throws IOException {
    Path file = folder.resolve("store.yaml");
    Files.writeString(file, "store: {bucket: dailies, " + String.join(", ", lines) + "}\n");
    try {
      Settings settings = Settings.load(file, Map.of());
      S3StoreConfig config =
          S3StoreConfig.read("main", settings.root().section("store"), S3StoreConfig.Dialect.S3);
      settings.finish();
      return config;
    } catch (ConfigException e) {
      throw new IOException(e);
    }
  }

  void routes(RoutingRule... rules) {
    website = GetBucketWebsiteResponse.builder().routingRules(rules).build();
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public String policy() {
    return policy;
  }

  @Override
  public @Nullable PublicAccessBlockConfiguration block() {
    return block;
  }

  @Override
  public List<CORSRule> cors() {
    return cors;
  }

  @Override
  public GetBucketLifecycleConfigurationResponse lifecycle() {
    return GetBucketLifecycleConfigurationResponse.builder().rules(lifecycle).build();
  }

  @Override
  public GetBucketWebsiteResponse website() {
    return website;
  }
}
