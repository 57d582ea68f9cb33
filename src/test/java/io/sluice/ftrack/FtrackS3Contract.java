package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What the door promises besides when its store is a bucket. */
interface FtrackS3Contract extends FtrackContract {
  /** Two whole parts and something. */
  String PARTS = "0123456789abcdef".repeat(2 * S3Storage.PART_BYTES / 16) + "the end";

  /** How a client sends a body. */
  enum Way {
    WITH_A_LENGTH,
    CHUNKED;

    BodyPublisher body(String text) {
      return this == WITH_A_LENGTH
          ? BodyPublishers.ofString(text)
          : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
  }

  /** Where the components are. */
  default S3Storage bucket() {
    return (S3Storage) gateway().storage();
  }

  private static String md5(String body) throws Exception {
    byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(UTF_8));
    return "Content-MD5: " + Base64.getEncoder().encodeToString(digest);
  }

  private Answer put(String id, Way way, String body, String header) throws Exception {
    String target = gateway().signed(Operation.PUT, "id=" + id);
    return gateway().ask("PUT", target, way.body(body), header);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  default void storesABodyTooLongForOneRequestInParts(Way way) throws Exception {
    for (String header : new String[] {"X-None: 1", md5(PARTS)}) {
      String id = FtrackContract.newId();
      Answer answer = put(id, way, PARTS, header);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.one("ETag")).endsWith("-3\"").isEqualTo(head(id).one("ETag"));
      assertThat(get(id).body().equals(PARTS)).isTrue();
      int near = S3Storage.PART_BYTES - 1;
      Answer part = get(id, "Range: bytes=" + near + "-" + (near + 2));
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(PARTS.substring(near, near + 3));
    }
    requireNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  default void storesNothingOfPartsWhoseChecksumDiffers(Way way) throws Exception {
    String id = FtrackContract.newId();
    requireRefused(put(id, way, PARTS, md5("other")), 400, "content-md5-mismatch", id);
    put(id, "old");
    requireProblem(put(id, way, PARTS, md5("other")), 400, "content-md5-mismatch");
    requireStored(id, "old");
    requireNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-None: 1", "Content-MD5: XUFAKrxLKna5cZ2REBfFkg=="})
  default void forgetsThePartsOfAClientThatLeavesInTheMiddle(String header) throws Exception {
    String id = FtrackContract.newId();
    put(id, "old");
    try (RawHttp http = gateway().connect()) {
      String target = gateway().signed(Operation.PUT, "id=" + id);
      http.head("PUT", target, "Content-Length: " + PARTS.length(), header)
          .send(PARTS.substring(0, S3Storage.PART_BYTES + 1_000_000));
      assertThat(Eventually.becomes(() -> bucket().hasBegunParts(id))).isTrue();
    }
    requireNothingLeft();
    requireStored(id, "old");
  }

  @Test
  default void takesNoWordOfAClientForTheBucket() throws Exception {
    String id = FtrackContract.newId();
    String other = FtrackContract.newId();
    put(other, "other");
    String mark = "mark" + id.substring(0, 8);
    String[] own = {
      "Authorization: AWS4-HMAC-SHA256 Credential=" + mark + "/x/us-east-1/s3/aws4_request",
      "X-Amz-Acl: public-read-write-" + mark,
      "X-Amz-Content-Sha256: " + mark,
      "X-Amz-Copy-Source: /" + bucket().name() + "/" + S3Storage.PREFIX + other + "?" + mark,
      "X-Amz-Date: " + mark,
      "X-Amz-Meta-Mark: " + mark,
      "X-Amz-Security-Token: " + mark,
      "X-Amz-Server-Side-Encryption: " + mark,
      "X-Amz-Storage-Class: " + mark,
      "X-Amz-Tagging: mark=" + mark,
      "X-Amz-Website-Redirect-Location: /" + mark,
      "X-Amz-Request-Payer: " + mark,
      "Content-Encoding: " + mark,
      "Cookie: " + mark
    };
    for (Way way : Way.values()) {
      String target = gateway().signed(Operation.PUT, "id=" + id);
      Answer answer = gateway().ask("PUT", target, way.body("mine"), own);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      Answer get = get(id, own);
      assertThat(get.body()).isEqualTo("mine");
      assertThat(get.one("Content-Encoding")).isEmpty();
      HeadObjectResponse head = bucket().head(id);
      assertThat(head.metadata().keySet()).noneMatch(name -> name.equalsIgnoreCase("mark"));
      assertThat(head.websiteRedirectLocation()).isNull();
      assertThat(head.contentEncoding()).isNull();
    }
    String remove = gateway().signed(Operation.REMOVE, "id=" + id);
    assertThat(send("DELETE", remove, own).status()).isEqualTo(200);
    assertThat(bucket().relay().heads()).contains(id).doesNotContain(mark);
  }

  @Test
  default void seesEveryChangeOfItsOwnAtOnce() throws Exception {
    String id = FtrackContract.newId();
    for (int i = 0; i < 5; i++) {
      requireProblem(get(id), 404, "component-missing");
      for (String body : List.of("first " + i, "other " + i, "a third one " + i)) {
        String tag = put(id, body).one("ETag");
        requireStored(id, body);
        assertThat(head(id).one("ETag")).isEqualTo(tag);
        assertThat(get(id, "If-None-Match: " + tag).status()).isEqualTo(304);
      }
      send("DELETE", gateway().signed(Operation.REMOVE, "id=" + id));
    }
    requireProblem(get(id), 404, "component-missing");
    assertThat(head(id).status()).isEqualTo(404);
  }

  /** Put in parts, so that the app itself made it, and a moment before its replacement begins. */
  @Test
  default void servesTheNewObjectAtOnceHoweverYoungTheOldOneWas() throws Exception {
    String id = FtrackContract.newId();
    assertThat(put(id, Way.WITH_A_LENGTH, PARTS, "X-None: 1").status()).isEqualTo(200);
    try (RawHttp http = gateway().connect()) {
      String target = gateway().signed(Operation.PUT, "id=" + id);
      http.head("PUT", target, "Content-Length: 10").send("01234");
      for (int i = 0; i < 3; i++) {
        assertThat(get(id).body().equals(PARTS)).isTrue();
      }
      assertThat(http.send("56789").read().status()).isEqualTo(200);
    }
    requireStored(id, "0123456789");
  }

  @Test
  default void asksTheBucketOnceAboutAHotObjectHoweverOftenItWasPut() throws Exception {
    String id = FtrackContract.newId();
    for (String body : List.of("first", "second", "third")) {
      put(id, body);
    }
    assertThat(head(id).status()).isEqualTo(200);
    long sent = bucket().relay().sent();
    for (int i = 0; i < 5; i++) {
      assertThat(head(id).one("Content-Length")).isEqualTo("5");
    }
    assertThat(bucket().relay().sent()).isEqualTo(sent);
  }

  /** Twice: the second answer comes out of what Nginx keeps. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "bytes=",
        "none",
        "bytes=0-1,5-2",
        "lines=1-2"
      })
  default void answersARangeThatIsNoneWithTheWhole(String range) throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    requireStored(id, "0123456789");
    for (int i = 0; i < 2; i++) {
      Answer answer = get(id, "Range: " + range);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("0123456789");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=4-99999999999999999999", "bytes=-99999999999999999999"})
  default void answersARangeOfHugeNumbers(String range) throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    requireStored(id, "0123456789");
    for (int i = 0; i < 2; i++) {
      Answer answer = get(id, "Range: " + range);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(206);
      assertThat(answer.body()).endsWith("456789");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attachment; filename=\"two  spaces and   three.mov\"",
        "attachment; filename=\"a&b=c%20d+e.mov\"",
        "attachment; filename=\"semi;colon, comma.mov\"",
        "inline"
      })
  default void letsTheBucketReplayEveryName(String disposition) throws Exception {
    String id = FtrackContract.newId();
    String type = "video/mp4; codecs=\"avc1.42E01E,  mp4a.40.2\"";
    String[] headers = {"Content-Disposition: " + disposition, "Content-Type: " + type};
    Answer answer = put(id, "hello", headers);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    Answer get = get(id);
    assertThat(get.one("Content-Disposition")).isEqualTo(disposition);
    assertThat(get.one("Content-Type").replace(" ", "")).isEqualTo(type.replace(" ", ""));
  }

  /** The verdict carries all of it besides the signed URL. */
  @Test
  default void takesTheLongestDescription() throws Exception {
    String id = FtrackContract.newId();
    String disposition = "attachment; filename=\"" + "n".repeat(2000) + ".mov\"";
    String text = "=\"" + "t".repeat(250) + "\"";
    String type = "video/mp4; a" + text + "; b" + text + "; c" + text;
    String[] headers = {"Content-Disposition: " + disposition, "Content-Type: " + type};
    Answer answer = put(id, "hello", headers);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    Answer get = get(id);
    assertThat(get.status()).isEqualTo(200);
    assertThat(get.one("Content-Disposition")).isEqualTo(disposition);
    assertThat(get.one("Content-Type").replace(" ", "")).isEqualTo(type.replace(" ", ""));
  }
}
