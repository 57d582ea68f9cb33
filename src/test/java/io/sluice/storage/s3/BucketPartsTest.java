package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.RoutingRule;

/** What of a bucket's own settings is kept, and what is sent. */
class BucketPartsTest {
  private static final URI GATEWAY = URI.create("https://media.example.org:8443/media/");

  @TempDir Path folder;
  private final TestingBucket bucket = new TestingBucket();

  private S3StoreConfig config(String... lines) throws IOException {
    return TestingBucket.config(folder, lines);
  }

  /** The one request that mends it, as JSON. */
  private static String request(BucketDifference difference) {
    assertThat(difference.cures()).hasSize(1);
    return difference.cures().get(0).toString();
  }

  private BucketDifference access(BucketWish.Access access) throws IOException {
    return new BucketAccess(config("prefix: media/"), access).compare(bucket);
  }

  @Test
  void namesTheRegionOfANewBucketExceptTheOneThatMustNotBeNamed() throws IOException {
    BucketSettings none = BucketSettings.ofNewBucket(config());

    assertThat(request(new BucketPresence(config("region: eu-west-1")).compare(none)))
        .contains("\"LocationConstraint\": \"eu-west-1\"");
    assertThat(request(new BucketPresence(config()).compare(none)))
        .doesNotContain("LocationConstraint");
  }

  @Test
  void liftsTheBlockThatANewBucketOfAwsHas() throws IOException {
    BucketSettings none = BucketSettings.ofNewBucket(config());
    BucketDifference difference = new BucketAccess(config(), BucketWish.Access.READ).compare(none);

    assertThat(difference.cures())
        .extracting(Object::toString)
        .satisfiesExactly(
            block ->
                assertThat(block)
                    .contains("\"BlockPublicPolicy\": false", "\"BlockPublicAcls\": true"),
            policy -> assertThat(policy).contains("\"Resource\": \"arn:aws:s3:::dailies/*\""));
    bucket.block = PublicAccessBlockConfiguration.builder().blockPublicAcls(true).build();
    assertThat(access(BucketWish.Access.READ).cures()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // As AWS gives back what it was sent.
        "\"Principal\": \"*\", \"Action\": \"s3:GetObject\","
            + " \"Resource\": \"arn:aws:s3:::dailies/media/*\"",
        "\"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"s3:GetObject\"],"
            + " \"Resource\": [\"arn:aws:s3:::dailies/media/*\"]"
      })
  void knowsItsStatementInEachForm(String rest) throws IOException {
    bucket.policy =
        "{\"Statement\": [{\"Sid\": \"SluicePublicRead\", \"Effect\": \"Allow\", " + rest + "}]}";

    assertThat(access(BucketWish.Access.READ).texts()).isEmpty();
    assertThat(access(BucketWish.Access.READ_AND_LIST).texts())
        .containsExactly("no statement SluicePublicList");
    assertThat(request(access(BucketWish.Access.PRIVATE))).startsWith("DeleteBucketPolicy");
    bucket.policy = bucket.policy.replace("dailies/media", "dailies/other");
    assertThat(access(BucketWish.Access.READ).texts())
        .containsExactly("another statement SluicePublicRead");
  }

  @Test
  void keepsThePolicyOfOthersToTheLetter() throws IOException {
    bucket.policy =
        """
        {"Version": "2008-10-17", "Id": "x", "Statement": {"Sid": "Theirs", "Effect": "Deny",
         "NotPrincipal": {"AWS": ["a", "b"]}, "Condition": {"NumericLessThan": {"n": [1, 2.50]},
         "Null": {"k": true}, "Odd": null}}}
        """;

    String sent = request(access(BucketWish.Access.READ)).replaceAll("\\s+", " ");

    assertThat(sent)
        .contains("\"Version\": \"2008-10-17\", \"Id\": \"x\"")
        .contains("\"NotPrincipal\": { \"AWS\": [ \"a\", \"b\" ] }")
        .contains("\"n\": [ 1, 2.50 ]", "\"k\": true", "\"Odd\": null", "SluicePublicRead");
  }

  @Test
  void changesNoPolicyThatItCannotRead() {
    bucket.policy = "{\"Statement\": [";

    assertThatThrownBy(() -> access(BucketWish.Access.READ))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("policy is not JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, dailies/*, true",
    "s3:*, dailies/media/*, true",
    "s3:Get?bject, *, true",
    "s3:GetObject, dailies/other/*, false",
    "s3:PutObject, dailies/*, false"
  })
  void saysThatOthersLetEverybodyReadAPrivateStore(String action, String resource, boolean isOpen)
      throws IOException {
    String statement =
        "{\"Sid\": \"Theirs\", \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"%s\"],"
            + " \"Resource\": \"arn:aws:s3:::%s\"%s}";
    String arn = resource.equals("*") ? "dailies/media*" : resource;
    bucket.policy = "{\"Statement\": [" + statement.formatted(action, arn, "") + "]}";

    BucketDifference difference = access(BucketWish.Access.PRIVATE);

    assertThat(difference.texts()).hasSize(isOpen ? 1 : 0).allMatch(t -> t.contains("Theirs"));
    assertThat(difference.cures()).isEmpty();
    bucket.policy =
        "{\"Statement\": ["
            + statement.formatted(action, arn, ", \"Condition\": {\"IpAddress\": {}}")
            + "]}";
    assertThat(access(BucketWish.Access.PRIVATE).isNone()).isTrue();
  }

  @Test
  void exposesWhatTheGatewayExposes() throws IOException {
    String template = Files.readString(Path.of("nginx/templates/sluice/headers.conf.template"));

    assertThat(template)
        .contains(
            "Access-Control-Expose-Headers \"" + String.join(", ", BucketCors.EXPOSED) + "\"");
  }

  @Test
  void replacesItsOwnRuleInItsPlace() throws IOException {
    bucket.cors =
        List.of(
            CORSRule.builder().id(BucketCors.RULE).allowedOrigins("http://old").build(),
            CORSRule.builder().id("theirs").allowedOrigins("http://a").build());

    String sent = request(new BucketCors(config(), List.of("http://new")).compare(bucket));

    assertThat(sent).doesNotContain("http://old");
    assertThat(sent.indexOf("http://new")).isPositive().isLessThan(sent.indexOf("http://a"));
  }

  @Test
  void writesTheLifecycleInTheFormOfTheRulesThatAreThere() throws IOException {
    BucketLifecycle lifecycle = new BucketLifecycle(config("prefix: media/"), 7);
    bucket.lifecycle = List.of(rule("theirs"));

    assertThat(request(lifecycle.compare(bucket)))
        .contains("\"Prefix\": \"logs/\"", "\"Prefix\": \"media/\"")
        .doesNotContain("Filter");
    bucket.lifecycle = List.of();
    assertThat(request(lifecycle.compare(bucket))).contains("\"Filter\"");
  }

  @SuppressWarnings("deprecation")
  private static LifecycleRule rule(String id) {
    return LifecycleRule.builder().id(id).prefix("logs/").status("Enabled").build();
  }

  @Test
  void sendsTheKeyBehindThePrefixToTheGateway() throws IOException {
    String sent =
        request(new BucketWebsite(config("prefix: p/q/"), GATEWAY).compare(bucket))
            .replaceAll("\\s+", " ");

    for (String error : List.of("404", "403")) {
      assertThat(sent)
          .contains(
              "{ \"Condition\": { \"HttpErrorCodeReturnedEquals\": \""
                  + error
                  + "\", \"KeyPrefixEquals\": \"p/q/\" }, \"Redirect\": {"
                  + " \"HostName\": \"media.example.org:8443\", \"HttpRedirectCode\": \"302\","
                  + " \"Protocol\": \"https\", \"ReplaceKeyPrefixWith\": \"media/\" } }");
    }
    assertThat(request(new BucketWebsite(config(), GATEWAY).compare(bucket)))
        .doesNotContain("KeyPrefixEquals");
  }

  @Test
  void saysWhichRuleOfTheSameConditionItReplaces() throws IOException {
    RoutingRule old =
        RoutingRule.builder()
            .condition(c -> c.httpErrorCodeReturnedEquals("404"))
            .redirect(
                r ->
                    r.protocol("http")
                        .hostName("old")
                        .replaceKeyPrefixWith("a/")
                        .httpRedirectCode("301"))
            .build();
    RoutingRule other =
        RoutingRule.builder()
            .condition(c -> c.httpErrorCodeReturnedEquals("404").keyPrefixEquals("docs/"))
            .redirect(r -> r.hostName("docs.example"))
            .build();
    bucket.routes(old, other);

    BucketDifference difference = new BucketWebsite(config(), GATEWAY).compare(bucket);

    assertThat(difference.texts())
        .containsExactly("a rule for 404 that leads to http://old/a/ by 301", "no rule for 403");
    assertThat(request(difference)).contains("docs.example").doesNotContain("\"old\"");
  }

  @Test
  void leavesAWebsiteThatSendsEverythingElsewhere() throws IOException {
    bucket.website =
        GetBucketWebsiteResponse.builder()
            .redirectAllRequestsTo(r -> r.hostName("elsewhere.example"))
            .build();

    BucketDifference difference = new BucketWebsite(config(), GATEWAY).compare(bucket);

    assertThat(difference.text()).contains("elsewhere.example");
    assertThat(difference.cures()).isEmpty();
  }
}
