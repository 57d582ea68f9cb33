package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.s3.Rgw;
import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.RoutingRule;

/** What {@code s3-setup} makes of a bucket, seen by the bucket's clients. */
class S3SetupCommandIT {
  private static final String GATEWAY = "https://media.example.org/media/";
  private static final String OF_OTHERS =
      """
      {"Version": "2012-10-17", "Id": "theirs", "Statement":
        {"Sid": "Theirs", "Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "s3:GetObject",
         "Resource": "arn:aws:s3:::%s/*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}
      """;

  @TempDir Path folder;
  private final String bucket = "t-" + UUID.randomUUID();

  private TestingConfig config(TestingS3 server, String... lines) throws IOException {
    return TestingConfig.on(
        folder,
        "{kind: s3, bucket: %s, endpoint: \"%s\", access-key: %s, secret-key: %s}"
            .formatted(bucket, server.endpoint(), TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY),
        lines);
  }

  private static TestingConfig.Run setup(TestingConfig config, String... options) {
    return config.run("s3-setup", options);
  }

  private static String[] and(String[] options, String more) {
    String[] all = List.of(options).toArray(new String[options.length + 1]);
    all[options.length] = more;
    return all;
  }

  private static final String[] WEBSITE = {"--public-read", "--website", GATEWAY};

  @Test
  void makesEachPartAndFindsItAsWantedAfterwards() throws Exception {
    TestingConfig config = config(Rgw.get(), "cors: {origins: [\"https://app.example\"]}");

    TestingConfig.Run made = setup(config, WEBSITE);

    assertThat(made.code()).as(made.out() + made.err()).isZero();
    assertThat(made.out().lines().filter(line -> line.startsWith("set")))
        .extracting(line -> line.substring(6, line.indexOf(':')))
        .containsExactly("bucket", "access", "cors", "lifecycle", "website");
    assertThat(made.out()).contains("\"Sid\": \"SluiceObjects\"");
    TestingConfig.Run checked = setup(config, and(WEBSITE, "--check"));
    assertThat(checked.code()).as(checked.out()).isZero();
    assertThat(checked.out().lines()).hasSize(5).allMatch(line -> line.startsWith("ok"));
    assertThat(setup(config, WEBSITE).out()).doesNotContain("set  ");
  }

  /** As a page's script asks before it reads. */
  private String allowed(String origin) throws IOException {
    RawClient.Answer answer =
        ask(
            "OPTIONS",
            "s3.localhost",
            "/" + bucket + "/a",
            "Origin: " + origin,
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: if-range");
    return answer.one("Access-Control-Allow-Origin");
  }

  /** A browser that was redirected from one foreign origin to another sends null. */
  @ParameterizedTest
  @CsvSource({"proxy, ''", "redirect, null"})
  void letsAPageReadAlsoAfterARedirect(String delivery, String afterRedirect) throws Exception {
    TestingConfig config = config(Rgw.get(), "cors: {origins: [\"https://app.example\"]}");
    Files.writeString(
        config.file,
        Files.readString(config.file)
            .replace("kind: s3,", "kind: s3, delivery: " + delivery + ","));

    assertThat(setup(config).code()).isZero();

    assertThat(allowed("https://app.example")).isEqualTo("https://app.example");
    assertThat(allowed("https://other.example")).isEmpty();
    assertThat(allowed("null")).isEqualTo(afterRedirect);
  }

  @Test
  void touchesNothingOnADryRun() throws Exception {
    TestingConfig config = config(Rgw.get());

    TestingConfig.Run planned = setup(config, and(WEBSITE, "--dry-run"));

    assertThat(planned.code()).isZero();
    assertThat(planned.out())
        .contains("CreateBucket {", "PutBucketPolicy {", "PutBucketCors {", "PutBucketWebsite {")
        .contains("PutBucketLifecycleConfiguration {", "\"HttpErrorCodeReturnedEquals\": \"403\"");
    assertThat(setup(config, "--dry-run").out())
        .contains("plan  access: a new bucket is so, nothing to send; wanted: private")
        .doesNotContain("ok  ");
    try (S3Client client = Rgw.get().client()) {
      assertThatThrownBy(() -> client.listObjectsV2(l -> l.bucket(bucket)))
          .isInstanceOf(NoSuchBucketException.class);
    }
    setup(config, WEBSITE);
    assertThat(setup(config, and(WEBSITE, "--dry-run")).out()).doesNotContain("plan");
    assertThat(setup(config, "--dry-run").out()).contains("DeleteBucketPolicy {");
    assertThat(setup(config, and(WEBSITE, "--check")).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bucket", "access", "cors", "lifecycle", "website"})
  void namesWhatSomebodyChanged(String part) throws Exception {
    TestingConfig config = config(Rgw.get());
    setup(config, WEBSITE);
    try (S3Client client = Rgw.get().client()) {
      change(part).accept(client);
    }

    TestingConfig.Run checked = setup(config, and(WEBSITE, "--check"));

    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out().lines().filter(line -> !line.startsWith("ok")))
        .singleElement()
        .asString()
        .startsWith("FAIL  " + part + ": ");
    assertThat(setup(config, WEBSITE).code()).isZero();
    assertThat(setup(config, and(WEBSITE, "--check")).code()).isZero();
  }

  private Consumer<S3Client> change(String part) {
    return switch (part) {
      case "bucket" -> client -> client.deleteBucket(b -> b.bucket(bucket));
      case "access" -> client -> client.deleteBucketPolicy(p -> p.bucket(bucket));
      case "cors" -> client -> client.deleteBucketCors(c -> c.bucket(bucket));
      case "lifecycle" -> this::age;
      default -> client -> client.deleteBucketWebsite(w -> w.bucket(bucket));
    };
  }

  private void age(S3Client client) {
    LifecycleRule rule =
        client.getBucketLifecycleConfiguration(l -> l.bucket(bucket)).rules().get(0);
    client.putBucketLifecycleConfiguration(
        l ->
            l.bucket(bucket)
                .lifecycleConfiguration(
                    c ->
                        c.rules(
                            rule.toBuilder()
                                .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(300))
                                .build())));
  }

  @Test
  void keepsTheRulesOfOthers() throws Exception {
    TestingConfig config = config(Rgw.get());
    String policy = OF_OTHERS.formatted(Rgw.GATEWAY, bucket);
    try (S3Client client = Rgw.get().client()) {
      client.createBucket(b -> b.bucket(bucket));
      makeRulesOfOthers(client, policy);

      assertThat(setup(config, WEBSITE).code()).isZero();

      assertThat(client.getBucketPolicy(p -> p.bucket(bucket)).policy())
          .contains("Theirs", "theirs", "aws:SecureTransport", "SluicePublicRead");
      assertThat(client.getBucketCors(c -> c.bucket(bucket)).corsRules())
          .extracting(CORSRule::id)
          .containsExactlyInAnyOrder("theirs", "sluice-browser");
      assertThat(client.getBucketLifecycleConfiguration(l -> l.bucket(bucket)).rules())
          .extracting(LifecycleRule::id)
          .containsExactlyInAnyOrder("theirs", "sluice-abort-uploads");
      assertThat(client.getBucketWebsite(w -> w.bucket(bucket)).routingRules())
          .extracting(RoutingRule::condition)
          .hasSize(3)
          .anyMatch(condition -> "docs/".equals(condition.keyPrefixEquals()));
      assertThat(client.getBucketWebsite(w -> w.bucket(bucket)).indexDocument().suffix())
          .isEqualTo("theirs.html");

      assertThat(setup(config).code()).isZero();
      assertThat(client.getBucketPolicy(p -> p.bucket(bucket)).policy())
          .contains("Theirs")
          .doesNotContain("SluicePublicRead");
    }
  }

  private void makeRulesOfOthers(S3Client client, String policy) {
    CORSRule cors =
        CORSRule.builder().id("theirs").allowedOrigins("http://a").allowedMethods("GET").build();
    LifecycleRule lifecycle =
        LifecycleRule.builder()
            .id("theirs")
            .status("Enabled")
            .filter(f -> f.prefix("logs/"))
            .expiration(e -> e.days(9))
            .build();
    RoutingRule route =
        RoutingRule.builder()
            .condition(o -> o.keyPrefixEquals("docs/"))
            .redirect(d -> d.replaceKeyPrefixWith("documents/"))
            .build();
    client.putBucketPolicy(p -> p.bucket(bucket).policy(policy));
    client.putBucketCors(c -> c.bucket(bucket).corsConfiguration(o -> o.corsRules(cors)));
    client.putBucketLifecycleConfiguration(
        l -> l.bucket(bucket).lifecycleConfiguration(c -> c.rules(lifecycle)));
    client.putBucketWebsite(
        w ->
            w.bucket(bucket)
                .websiteConfiguration(
                    c -> c.indexDocument(i -> i.suffix("theirs.html")).routingRules(route)));
  }

  /** Who may list is told 404, everybody else 403; a browser is sent on in both cases. */
  @ParameterizedTest
  @CsvSource({"--public-read, 403", "--public-list, 404"})
  void sendsAClientOfTheWebsiteToTheGatewayForWhatIsMissing(String access, int missing)
      throws Exception {
    TestingConfig config = config(Rgw.get());
    assertThat(setup(config, access).code()).isZero();
    try (S3Client client = Rgw.get().client()) {
      client.putObject(p -> p.bucket(bucket).key("a/b.jpg"), RequestBody.fromString("bytes"));
    }
    assertThat(ask("GET", "s3.localhost", "/" + bucket + "/a/c.jpg").status()).isEqualTo(missing);

    assertThat(setup(config, access, "--website", GATEWAY).code()).isZero();

    String website = bucket + ".web.localhost";
    assertThat(ask("GET", website, "/a/b.jpg").status()).isEqualTo(200);
    assertThat(ask("GET", website, "/a/b.jpg").body()).isEqualTo("bytes");
    for (String method : List.of("GET", "HEAD")) {
      RawClient.Answer answer = ask(method, website, "/a/c.jpg");
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.one("Location")).isEqualTo(GATEWAY + "a/c.jpg");
    }
  }

  private static RawClient.Answer ask(String method, String host, String target, String... headers)
      throws IOException {
    try (RawClient client = new RawClient(Rgw.get().endpoint().getPort())) {
      StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
      head.append("Host: ").append(host).append("\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      client.send(head.append("\r\n").toString());
      return client.read("HEAD".equals(method));
    }
  }

  @Test
  void makesTheBucketWhereAStoreCanDoNoMore() throws Exception {
    TestingConfig config = config(S3Proxy.get());

    TestingConfig.Run made = setup(config);

    assertThat(made.code()).as(made.out()).isZero();
    assertThat(made.out())
        .contains("set   bucket: ", "ok    access: private")
        .contains("warn  lifecycle: ", "(501 NotImplemented)");
    try (S3Client client = S3Proxy.get().client()) {
      assertThat(client.listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }
    TestingConfig.Run asked = setup(config, WEBSITE);
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.out()).contains("FAIL  access: ", "FAIL  website: ", "ok    bucket: ");
  }

  @Test
  void saysWhichKeyItNeeds() throws Exception {
    String foreign = Rgw.get().newBucket();
    TestingConfig config =
        TestingConfig.on(
            folder,
            "{kind: s3, bucket: %s, endpoint: \"%s\", access-key: %s, secret-key: %s}"
                .formatted(
                    foreign, Rgw.get().endpoint(), Rgw.GATEWAY_ACCESS_KEY, Rgw.GATEWAY_SECRET_KEY));

    TestingConfig.Run run = setup(config);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("403 AccessDenied", "give one that may change the bucket");
    for (String look : List.of("--dry-run", "--check")) {
      TestingConfig.Run looked = setup(config, look);
      assertThat(looked.code()).isEqualTo(1);
      assertThat(looked.out().lines())
          .singleElement()
          .asString()
          .startsWith("FAIL  bucket: the store answers 403 AccessDenied: the key may not do this")
          .endsWith("; wanted: " + foreign + " is there");
    }
  }

  @Test
  void saysThatTheRegionIsNone() throws Exception {
    TestingConfig config = config(Rgw.get());
    Files.writeString(
        config.file,
        Files.readString(config.file).replace("kind: s3,", "kind: s3, region: nowhere-1,"));

    TestingConfig.Run run = setup(config);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("FAIL  bucket: the store answers 400 InvalidLocationConstraint");
    assertThat(run.out()).doesNotContain("access:");
  }

  @Test
  void refusesWrongUsage() throws Exception {
    TestingConfig config = config(S3Proxy.get());
    for (String[] options :
        new String[][] {
          {"--website", GATEWAY},
          {"--public-read", "--website", "ftp://media.example.org/"},
          {"--public-read", "--website", "https://media.example.org/media?x=1"},
          {"--abort-after", "0"},
          {"--store", "cellar"},
          {"--check", "--dry-run"}
        }) {
      assertThat(setup(config, options).code()).as(String.join(" ", options)).isEqualTo(2);
    }
    assertThat(setup(new TestingConfig(folder)).code()).isEqualTo(2);
    TestingConfig google =
        TestingConfig.on(folder, "{kind: gcs, bucket: dailies, access-key: k, secret-key: s}");
    assertThat(setup(google).err()).contains("Google's own tools");
    assertThat(setup(google).code()).isEqualTo(2);
  }

  @Test
  void printsThePolicyAloneForAFile() throws Exception {
    TestingConfig.Run run = setup(config(S3Proxy.get()), "--policy");

    assertThat(run.code()).isZero();
    assertThat(run.out().strip()).startsWith("{").endsWith("}").contains(bucket);
  }
}
