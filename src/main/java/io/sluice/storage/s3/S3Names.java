package io.sluice.storage.s3;

import io.sluice.config.Section;
import java.util.regex.Pattern;

/** Names that the operator gives, judged before the SDK or a store does so in its own words. */
final class S3Names {
  /** A label of a host name: at AWS the region is one. */
  private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** As Ceph takes them at most, and AWS did before 2018. */
  private static final Pattern IN_PATH = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,255}");

  /**
   * Host names, 3 to 63 characters.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Naming
   *     rules</a>
   */
  private static final Pattern IN_HOST =
      Pattern.compile(
          "(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private S3Names() {}

  /**
   * Reads {@code region}.
   *
   * @param fallback where it is not given
   * @return what is given, or the fallback after a fault
   */
  static String region(Section section, String fallback) {
    String region = section.text("region", fallback);
    if (REGION.matcher(region).matches()) {
      return region;
    }
    section.fault(
        "region",
        "is no region: it has 1 to 63 lower-case letters, digits and - between them, for example"
            + " eu-central-1, or auto for Cloudflare R2");
    return fallback;
  }

  /**
   * Leaves a fault for a bucket that cannot be where its name is to stand.
   *
   * @param bucket empty after a fault of its own
   * @param pathStyle old stores have names that a path can hold and a host name cannot
   */
  static void checkBucket(Section section, String bucket, boolean pathStyle) {
    if (bucket.isBlank()) {
      return;
    }
    if (!IN_PATH.matcher(bucket).matches()) {
      section.fault(
          "bucket",
          "is no bucket's name: it has letters, digits and . _ -, at most 255, for example dailies");
    } else if (!pathStyle
        && (!IN_HOST.matcher(bucket).matches() || ADDRESS.matcher(bucket).matches())) {
      section.fault(
          "bucket",
          "cannot stand in a host name: that takes 3 to 63 lower-case letters and digits, with - or"
              + " single dots between them, and no IP address, for example dailies-eu; path-style:"
              + " true is for older names");
    }
  }
}
