package io.sluice.storage.s3;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.PutBucketCorsRequest;

/**
 * Lets scripts of a page read from the bucket what a redirect of ours, or a public URL, leads to.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
final class BucketCors implements BucketPart {
  static final String RULE = "sluice-browser";

  /** As the gateway has it, in Nginx and without. */
  static final List<String> EXPOSED =
      List.of(
          "Accept-Ranges",
          "Allow",
          "Content-Disposition",
          "Content-Length",
          "Content-Range",
          "ETag",
          "Last-Modified",
          "Retry-After",
          "X-Request-ID");

  private static final int MAX_AGE_SECONDS = 7200;

  private final S3StoreConfig config;
  private final CORSRule rule;

  BucketCors(S3StoreConfig config, List<String> origins) {
    this.config = config;
    this.rule =
        CORSRule.builder()
            .id(RULE)
            .allowedOrigins(withRedirected(origins))
            .allowedMethods("GET", "HEAD", "PUT")
            .allowedHeaders("*")
            .exposeHeaders(EXPOSED)
            .maxAgeSeconds(MAX_AGE_SECONDS)
            .build();
  }

  /** After a redirect from one foreign origin to another, a browser says that its own is null. */
  private List<String> withRedirected(List<String> origins) {
    boolean isRedirected = config.delivery().mode() == S3StoreConfig.Mode.REDIRECT;
    if (origins.contains("*") || !isRedirected) {
      return origins.contains("*") ? List.of("*") : origins;
    }
    List<String> all = new ArrayList<>(origins);
    all.add("null");
    return all;
  }

  @Override
  public String name() {
    return "cors";
  }

  @Override
  public String wanted() {
    return "pages of " + String.join(", ", rule.allowedOrigins()) + " may use it";
  }

  @Override
  public boolean isAskedFor() {
    return config.delivery().mode() == S3StoreConfig.Mode.REDIRECT;
  }

  @Override
  public BucketDifference compare(BucketSettings found) {
    List<CORSRule> rules = new ArrayList<>(found.cors());
    int place = place(rules);
    if (place >= 0 && isSame(rules.get(place))) {
      return BucketDifference.NONE;
    }
    String text = (place < 0 ? "no rule " : "another rule ") + RULE;
    if (place < 0) {
      rules.add(rule);
    } else {
      rules.set(place, rule);
    }
    PutBucketCorsRequest request =
        PutBucketCorsRequest.builder()
            .bucket(config.bucket())
            .corsConfiguration(c -> c.corsRules(rules))
            .build();
    return new BucketDifference(
        List.of(text), List.of(new BucketRequest<>(request, S3Client::putBucketCors)));
  }

  private static int place(List<CORSRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      if (RULE.equals(rules.get(i).id())) {
        return i;
      }
    }
    return -1;
  }

  private boolean isSame(CORSRule found) {
    return isSame(found.allowedOrigins(), rule.allowedOrigins())
        && isSame(found.allowedMethods(), rule.allowedMethods())
        && isSame(found.allowedHeaders(), rule.allowedHeaders())
        && isSame(found.exposeHeaders(), rule.exposeHeaders())
        && rule.maxAgeSeconds().equals(found.maxAgeSeconds());
  }

  /** Some stores keep them in an order of their own. */
  private static boolean isSame(List<String> one, List<String> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }
}
