package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of an endpoint behind which there is no S3. */
class S3SilenceTest {
  private static final String HTML =
      "<html><head><title>secret</title></head><body>secret<hr></body></html>";
  private static final String RIGHT = "is endpoint right, with its scheme and port?";

  @TempDir Path folder;

  /** The one line of each of the three ways to set up a bucket; all three see the same. */
  private String said(URI endpoint) throws IOException {
    S3StoreConfig config =
        TestingBucket.config(
            folder, "access-key: k", "secret-key: s", "endpoint: \"" + endpoint + "\"");
    BucketWish wish = new BucketWish(BucketWish.Access.PRIVATE, List.of("*"), 7, null);
    List<BucketPartState> states = new ArrayList<>();
    try (BucketSetup setup = new BucketSetup(config, wish)) {
      setup.check(states::add);
      setup.plan(states::add);
      setup.apply(states::add);
    }
    assertThat(states).hasSize(3).allMatch(state -> state.kind() == BucketPartState.Kind.FAILED);
    assertThat(states).extracting(BucketPartState::part).containsOnly("bucket");
    assertThat(states).extracting(BucketPartState::text).containsOnly(states.get(0).text());
    assertThat(states.get(0).text())
        .endsWith("; wanted: dailies is there")
        .doesNotContain("secret", "\n", "Exception: null");
    return states.get(0).text();
  }

  static List<Arguments> answers() {
    String noCode = ", with no error code of S3's (" + RIGHT + ")";
    String noS3 = "what answers does not speak S3 (" + RIGHT + ")";
    return List.of(
        Arguments.of(StrangeServer.http("404 Not Found", HTML), "the store answers 404" + noCode),
        Arguments.of(StrangeServer.http("404 Not Found", ""), "the store answers 404" + noCode),
        Arguments.of(StrangeServer.http("403 Forbidden", HTML), "the store answers 403" + noCode),
        Arguments.of(StrangeServer.http("301 Moved", HTML), "the store answers 301" + noCode),
        Arguments.of(StrangeServer.http("400 Bad", HTML), "the store answers 400" + noCode),
        Arguments.of(StrangeServer.http("405 No", ""), "the store answers 405" + noCode),
        Arguments.of(StrangeServer.http("502 Bad Gateway", HTML), "answers 502" + noCode),
        Arguments.of(StrangeServer.http("200 OK", HTML), noS3),
        Arguments.of(StrangeServer.http("200 OK", ""), noS3),
        Arguments.of(StrangeServer.http("200 OK", "<a/>"), noS3),
        Arguments.of(StrangeServer.http("200 OK", "{\"secret\": 1}"), noS3),
        Arguments.of("220 secret.example ESMTP\r\n", "no answer of HTTP came"),
        Arguments.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: secret\r\n\r\n", noS3),
        Arguments.of("", "no answer of HTTP came"),
        Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "no answer from the store: "));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void asksWhetherTheEndpointIsRightWhereSomethingElseAnswers(String answer, String text)
      throws IOException {
    try (StrangeServer server = new StrangeServer(answer)) {
      assertThat(said(server.at("http"))).contains(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", ""})
  void saysThatAPortDoesNotSpeakHttps(String answer) throws IOException {
    try (StrangeServer server = new StrangeServer(answer)) {
      assertThat(said(server.at("https")))
          .startsWith("no answer from the store: ")
          .contains("(the port does not speak https: is it http, or another port, in endpoint?)");
    }
  }

  @Test
  void asksWhetherThePortSpeaksHttps() throws Exception {
    ServerSocketFactory secure = SSLServerSocketFactory.getDefault();
    try (StrangeServer server = new StrangeServer(secure, StrangeServer.http("200 OK", ""))) {
      assertThat(said(server.at("http"))).contains("does the port speak https");
    }
  }

  @Test
  void saysThatACertificateIsNotTrusted() throws Exception {
    try (StrangeServer server = new StrangeServer(ownCertificate(), "")) {
      assertThat(said(server.at("https")))
          .contains("Java does not trust the certificate: add its authority to Java's trust store");
    }
  }

  private ServerSocketFactory ownCertificate() throws Exception {
    Path file = folder.resolve("own.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storepass",
                "made-up",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, "made-up".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "made-up".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  @Test
  void saysThatNothingListens() throws IOException {
    URI closed = URI.create("http://127.0.0.1:" + TestingS3.freePort());
    assertThat(said(closed))
        .contains(closed.getPort() + " failed: Connection refused (nothing listens there: ")
        .contains("is the port of endpoint right?");
  }

  @Test
  void saysThatAHostIsNotKnown() throws IOException {
    assertThat(said(URI.create("http://s3.invalid")))
        .startsWith("no answer from the store: UnknownHostException: s3.invalid")
        .contains("(no name server knows this host: is endpoint right");
  }
}
