package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandIT {
  @TempDir Path folder;

  private static List<String> failed(TestingConfig.Run run) {
    return run.out().lines().filter(line -> line.startsWith("FAIL")).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void findsNothingWrongWithAGatewayByItself() throws Exception {
    try (TestingGateway gateway = TestingGateway.alone(folder)) {
      TestingConfig.Run run = gateway.config.run("check");
      assertThat(failed(run)).as(run.out()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .contains("ok    round trip", "ok    upload verdict", "ok    cors", "ok    body limit")
          .contains("warn  public-url");
      assertThat(files(gateway.config.root.resolve("objects"))).isEmpty();
    }
  }

  @Test
  void findsNothingWrongWithTheShippedNginxFiles() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder)) {
      TestingConfig.Run run = gateway.config.run("check");
      assertThat(failed(run)).as(run.out()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .contains("refuses a hand-over without the proxy token")
          .contains("a client's own X-File and X-Proxy-Token have no effect")
          .contains("ok    spool", "ok    entity tag", "ok    ranges", "ok    remove");
    }
  }

  @Test
  void findsNothingWrongWhereNginxKeepsVerdicts() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder, true)) {
      TestingConfig.Run run = gateway.config.run("check");
      assertThat(failed(run)).as(run.out()).isEmpty();
    }
  }

  private static String bucket(TestingS3 s3, String name, String secretKey) {
    return "{kind: s3, bucket: %s, endpoint: '%s', access-key: %s, secret-key: %s}"
        .formatted(name, s3.endpoint(), TestingS3.ACCESS_KEY, secretKey);
  }

  @Test
  void findsNothingWrongWithABucket() throws Exception {
    TestingS3 s3 = S3Proxy.get();
    String store = bucket(s3, s3.newBucket(), TestingS3.SECRET_KEY);
    try (TestingGateway gateway = TestingGateway.behindNginx(folder, store, false)) {
      for (String[] options : new String[][] {{}, {"--no-write"}}) {
        TestingConfig.Run run = gateway.config.run("check", options);
        assertThat(failed(run)).as(run.out()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("ok    store main", "ok    spool");
      }
    }
  }

  @Test
  void namesWhatIsWrongWithABucket() throws Exception {
    TestingS3 s3 = S3Proxy.get();
    TestingConfig wrongKey = TestingConfig.on(folder, bucket(s3, s3.newBucket(), "another-secret"));
    TestingConfig.Run run = wrongKey.run("check");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("SignatureDoesNotMatch", "secret-key");
    TestingConfig gone = TestingConfig.on(folder, bucket(s3, "no-such-one", TestingS3.SECRET_KEY));
    assertThat(gone.run("check", "--no-write").out()).contains("there is no such bucket");
  }

  @Test
  void namesSignaturesInTheAccessLog() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder)) {
      String line = "\"GET /get?id=x&signature=" + "B".repeat(43) + "%3D\"\n";
      Files.writeString(folder.resolve("logs/access.json"), line);
      assertThat(failed(gateway.config.run("check", "--no-write")))
          .singleElement()
          .asString()
          .contains("access log");
    }
  }

  @Test
  void writesNothingWhenToldToLookOnly() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder)) {
      Path objects = gateway.config.root.resolve("objects");
      TestingConfig.Run run = gateway.config.run("check", "--no-write");
      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.out()).doesNotContain("round trip").contains("ok    upload verdict");
      try (Stream<Path> below = Files.list(objects)) {
        assertThat(below).isEmpty();
      }
    }
  }

  @Test
  void namesTheFaultOfEachSpoiledNginxFile() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder)) {
      gateway.spoil("sluice/put-authorize.conf", "auth_request /_sluice_authorize;", "");
      assertThat(failed(gateway.config.run("check")))
          .singleElement()
          .asString()
          .contains("upload verdict: a forged PUT is asked for its body");

      gateway.spoil("sluice/put-limits.conf", "client_max_body_size 0;", "");
      assertThat(failed(gateway.config.run("check"))).anyMatch(f -> f.contains("body limit"));
    }
  }

  @Test
  void namesAnotherProxyToken() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder)) {
      gateway.spoil("sluice/proxy.conf", TestingNginx.TOKEN, "another-proxy-token");
      TestingConfig.Run run = gateway.config.run("check");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).contains("front-required", "another proxy token");
    }
  }

  @Test
  void namesASpoolThatEverybodyMayWrite() throws Exception {
    try (TestingGateway gateway = TestingGateway.behindNginx(folder)) {
      Files.setPosixFilePermissions(
          folder.resolve("spool"), PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(failed(gateway.config.run("check")))
          .singleElement()
          .asString()
          .contains("spool", "every user");
    }
  }

  @Test
  void namesAGatewayThatDoesNotRun() throws Exception {
    TestingConfig config;
    try (TestingGateway gateway = TestingGateway.alone(folder)) {
      config = gateway.config;
    }
    TestingConfig.Run run = config.run("check");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("FAIL  application: no answer", "FAIL  public address");
  }

  @Test
  void listsTheFaultsOfAConfiguration() throws Exception {
    TestingConfig.Run run =
        new TestingConfig(folder, "frnt: {}", "public-url: nothing").run("check");
    assertThat(run.code()).isEqualTo(1);
    assertThat(failed(run)).hasSize(2).allMatch(line -> line.startsWith("FAIL  configuration: "));
  }

  @Test
  void refusesAnAddressThatIsNoneWith2() throws Exception {
    TestingConfig config = new TestingConfig(folder);
    assertThat(config.run("check", "--url", "ftp://media").code()).isEqualTo(2);
    assertThat(config.run("check", "--url", "http://media/?x").code()).isEqualTo(2);
  }
}
