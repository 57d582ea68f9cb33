package io.sluice.storage.s3;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Condition;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.IndexDocument;
import software.amazon.awssdk.services.s3.model.PutBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.Redirect;
import software.amazon.awssdk.services.s3.model.RoutingRule;

/**
 * Sends a client of the bucket's website whose object is not there to the gateway, which makes it.
 *
 * <p>S3 says 404 for a missing object only to those who may list, and 403 to all others; a rule for
 * one of the two alone does not fire for every bucket.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html">Redirects
 *     of a website</a>
 */
final class BucketWebsite implements BucketPart {
  private static final List<String> MISSING = List.of("404", "403");

  private final S3StoreConfig config;
  private final URI gateway;

  /**
   * @param gateway a folder; what follows in the redirect is the key without the store's prefix
   */
  BucketWebsite(S3StoreConfig config, URI gateway) {
    this.config = config;
    this.gateway = gateway;
  }

  @Override
  public String name() {
    return "website";
  }

  @Override
  public String wanted() {
    return "what is missing (404, 403) is looked for at " + gateway;
  }

  @Override
  public boolean isAskedFor() {
    return true;
  }

  @Override
  public BucketDifference compare(BucketSettings found) {
    GetBucketWebsiteResponse website = found.website();
    if (website.redirectAllRequestsTo() != null) {
      return new BucketDifference(
          List.of(
              "the website sends every request to "
                  + website.redirectAllRequestsTo().hostName()
                  + ", which leaves no room for rules: remove that by hand"),
          List.of());
    }
    List<RoutingRule> rules = new ArrayList<>(website.routingRules());
    List<String> texts = new ArrayList<>();
    for (String error : MISSING) {
      merge(rules, rule(error), texts);
    }
    if (texts.isEmpty()) {
      return BucketDifference.NONE;
    }
    @Nullable IndexDocument index = website.indexDocument();
    PutBucketWebsiteRequest request =
        PutBucketWebsiteRequest.builder()
            .bucket(config.bucket())
            .websiteConfiguration(
                w ->
                    w.indexDocument(
                            index == null
                                ? IndexDocument.builder().suffix("index.html").build()
                                : index)
                        .errorDocument(website.errorDocument())
                        .routingRules(rules))
            .build();
    return new BucketDifference(
        texts, List.of(new BucketRequest<>(request, S3Client::putBucketWebsite)));
  }

  /** A rule has no name; of two with one condition, S3 follows the first. */
  private void merge(List<RoutingRule> rules, RoutingRule wanted, List<String> texts) {
    String error = wanted.condition().httpErrorCodeReturnedEquals();
    for (int i = 0; i < rules.size(); i++) {
      if (isForSame(rules.get(i), wanted)) {
        if (!isSame(rules.get(i).redirect(), wanted.redirect())) {
          texts.add("a rule for " + error + " that leads to " + target(rules.get(i).redirect()));
          rules.set(i, wanted);
        }
        return;
      }
    }
    texts.add("no rule for " + error);
    rules.add(wanted);
  }

  private RoutingRule rule(String error) {
    Condition.Builder condition = Condition.builder().httpErrorCodeReturnedEquals(error);
    if (!config.prefix().isEmpty()) {
      condition.keyPrefixEquals(config.prefix());
    }
    return RoutingRule.builder()
        .condition(condition.build())
        .redirect(
            r ->
                r.protocol(gateway.getScheme().toLowerCase(Locale.ROOT))
                    .hostName(gateway.getRawAuthority())
                    .replaceKeyPrefixWith(gateway.getRawPath().substring(1))
                    .httpRedirectCode("302"))
        .build();
  }

  private static boolean isForSame(RoutingRule found, RoutingRule wanted) {
    @Nullable Condition condition = found.condition();
    return condition != null
        && text(condition.httpErrorCodeReturnedEquals())
            .equals(wanted.condition().httpErrorCodeReturnedEquals())
        && text(condition.keyPrefixEquals()).equals(text(wanted.condition().keyPrefixEquals()));
  }

  private static boolean isSame(Redirect one, Redirect other) {
    return text(one.protocolAsString()).equals(text(other.protocolAsString()))
        && text(one.hostName()).equals(text(other.hostName()))
        && text(one.replaceKeyPrefixWith()).equals(text(other.replaceKeyPrefixWith()))
        && text(one.replaceKeyWith()).equals(text(other.replaceKeyWith()))
        && text(one.httpRedirectCode()).equals(text(other.httpRedirectCode()));
  }

  private static String target(Redirect redirect) {
    return "%s://%s/%s%s by %s"
        .formatted(
            text(redirect.protocolAsString()),
            text(redirect.hostName()),
            text(redirect.replaceKeyPrefixWith()),
            text(redirect.replaceKeyWith()),
            text(redirect.httpRedirectCode()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
