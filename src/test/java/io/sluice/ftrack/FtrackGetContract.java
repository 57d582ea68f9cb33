package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a component goes out: type, name, ranges, conditions. */
interface FtrackGetContract extends FtrackContract {
  @ParameterizedTest
  @ValueSource(strings = {"/get", "/component/get"})
  default void replaysTypeAndDisposition(String path) throws Exception {
    String id = FtrackContract.newId();
    String disposition = "attachment; filename=\"image.png\"";
    put(id, "hello", "Content-Type: image/jpeg", "Content-Disposition: " + disposition);
    String query = gateway().query(Operation.GET, "id=" + id);
    Answer answer = send("GET", gateway().prefix() + path + "?" + query);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.one("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.one("Content-Disposition")).isEqualTo(disposition);
    assertThat(answer.one("Content-Length")).isEqualTo("5");
    assertThat(answer.one("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.one("Cache-Control")).startsWith("private");
    assertThat(answer.one("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.one("Content-Security-Policy")).contains("sandbox");
    assertThat(answer.one("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.one("X-Accel-Redirect")).isEmpty();
    assertThat(answer.one("Last-Modified")).isNotEmpty();
    assertThat(answer.one("ETag")).startsWith("\"");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=iso-8859-1, text/plain;charset=iso-8859-1",
    "video/mp4; codecs=\"avc1.42E01E\", video/mp4;codecs=\"avc1.42E01E\"",
    "application/vnd.acme+json, application/vnd.acme+json",
    "no type at all, application/octet-stream",
    "application/octet-stream, application/octet-stream"
  })
  default void replaysEveryWellFormedType(String sent, String received) throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello", "Content-Type: " + sent);
    assertThat(get(id).one("Content-Type").replace(" ", "")).isEqualTo(received);
  }

  @Test
  default void takesTheTypeFromTheNameWhenTheClientKnowsNone() throws Exception {
    String id = FtrackContract.newId();
    put(
        id,
        "hello",
        "Content-Type: application/octet-stream",
        "Content-Disposition: attachment; filename*=UTF-8''shot%20010.mov");
    assertThat(get(id).one("Content-Type")).isEqualTo("video/quicktime");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attachment; filename*=UTF-8''Stra%C3%9Fe.mov"
            + "|attachment; filename*=UTF-8''Stra%C3%9Fe.mov",
        "attachment; filename=\"a \\\"b\\\".mov\"|attachment; filename=\"a \\\"b\\\".mov\"",
        "inline; filename=../../etc/passwd|inline; filename=../../etc/passwd",
        "attachment; filename=\"Stra\u00dfe \u6771\u4eac.mov\"|attachment;"
            + " filename=\"Stra_e __.mov\";"
            + " filename*=UTF-8''Stra%C3%9Fe%20%E6%9D%B1%E4%BA%AC.mov"
      })
  default void replaysNamesInEveryForm(String sent, String received) throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    Answer answer =
        raw("PUT", target, "hello", "Content-Length: 5", "Content-Disposition: " + sent);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(get(id).one("Content-Disposition")).isEqualTo(received);
  }

  /** It comes back twice, once percent-encoded. */
  @Test
  default void replaysALongNameOfAnotherScriptBesideALongType() throws Exception {
    String id = FtrackContract.newId();
    String name = "\u00df".repeat(570) + ".mov";
    String text = "=\"" + "t".repeat(250) + "\"";
    String type = "video/mp4;a" + text + ";b" + text + ";c" + text;
    String disposition = "Content-Disposition: attachment; filename=\"" + name + "\"";
    String target = gateway().signed(Operation.PUT, "id=" + id);
    String[] headers = {disposition, "Content-Type: " + type, "Content-Length: 5"};
    Answer answer = raw("PUT", target, "hello", headers);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    Answer get = get(id);
    assertThat(get.body()).isEqualTo("hello");
    assertThat(get.one("Content-Type").replace(" ", "")).isEqualTo(type);
    assertThat(get.one("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\""
                + "_".repeat(570)
                + ".mov\"; filename*=UTF-8''"
                + "%C3%9F".repeat(570)
                + ".mov");
    requireProblem(
        raw("PUT", target, "hello", disposition.replace(".mov", "\u00df".repeat(50)), headers[2]),
        400,
        "bad-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html|inline; filename=\"a.html\"|attachment; filename=\"a.html\"",
        "TEXT/HTML; charset=utf-8|inline|attachment",
        "image/svg+xml||attachment",
        "application/xhtml+xml|inline|attachment",
        "application/octet-stream|inline; filename=a.svg|attachment; filename=a.svg",
        "application/octet-stream|inline; filename=A.HTM|attachment; filename=A.HTM",
        "text/xml|inline|attachment"
      })
  default void neverShowsAPageOfAnUpload(String type, String sent, String received)
      throws Exception {
    String id = FtrackContract.newId();
    String disposition = sent == null ? "X-None: 1" : "Content-Disposition: " + sent;
    put(id, "<script>alert(1)</script>", "Content-Type: " + type, disposition);
    for (String range : new String[] {"bytes=0-", "none"}) {
      Answer answer = get(id, "Range: " + range);
      assertThat(answer.one("Content-Disposition")).isEqualTo(received);
      assertThat(answer.one("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.one("Content-Security-Policy")).contains("sandbox");
    }
  }

  @Test
  default void answersHeadWithTheHeadersOfGetAndNoBody() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello", "Content-Type: video/mp4");
    Answer get = get(id);
    Answer head = head(id);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    String[] same = {
      "Content-Length", "Content-Type", "ETag", "Last-Modified", "Accept-Ranges", "Cache-Control"
    };
    for (String name : same) {
      assertThat(head.one(name)).as(name).isEqualTo(get.one(name)).isNotEmpty();
    }
    assertThat(head(FtrackContract.newId()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, bytes 0-3/10",
    "bytes=4-, 456789, bytes 4-9/10",
    "bytes=-3, 789, bytes 7-9/10",
    "bytes=-30, 0123456789, bytes 0-9/10",
    "bytes=9-9, 9, bytes 9-9/10",
    "bytes=8-100, 89, bytes 8-9/10"
  })
  default void answersASingleRange(String range, String body, String contentRange)
      throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789", "Content-Type: video/mp4");
    Answer answer = get(id, "Range: " + range);
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.one("Content-Range")).isEqualTo(contentRange);
    assertThat(answer.one("Content-Type")).isEqualTo("video/mp4");
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,4-5", "bytes=0-1, -2", "bytes=0-1,50-60"})
  default void answersSeveralRangesRightOrWhole(String range) throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789", "Content-Type: video/mp4");
    Answer answer = get(id, "Range: " + range);
    String type = answer.one("Content-Type");
    if (answer.status() == 200) {
      assertThat(answer.body()).isEqualTo("0123456789");
      assertThat(type).isEqualTo("video/mp4");
    } else {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(206);
      assertThat(answer.one("Content-Length")).isEqualTo("" + answer.bytes().length);
      boolean isOne = answer.body().equals("01");
      assertThat(type).startsWith(isOne ? "video/mp4" : "multipart/byteranges; boundary=");
      assertThat(answer.body()).contains(isOne ? "01" : "\r\n\r\n01\r\n--");
    }
  }

  @Test
  default void answersAHeadWithARangeAsItAnswersAGet() throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    Answer get = get(id, "Range: bytes=2-4");
    Answer head = head(id, "Range: bytes=2-4");
    assertThat(head.status()).isIn(200, 206);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.one("Content-Length")).isEqualTo(head.status() == 206 ? "3" : "10");
    assertThat(head.one("ETag")).isEqualTo(get.one("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=99999999999999999999-"})
  default void answers416WithTheLength(String range) throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    Answer answer = get(id, "Range: " + range, "Origin: https://review.example");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(416);
    assertThat(answer.one("Content-Range")).isEqualTo("bytes */10");
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @Test
  default void appliesARangeOnlyToTheVersionThatIfRangeNames() throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    Answer whole = head(id);
    String range = "Range: bytes=0-3";
    String current = "If-Range: " + whole.one("ETag");
    assertThat(get(id, range, current).status()).isEqualTo(206);
    assertThat(get(id, range, "If-Range: " + whole.one("Last-Modified")).status()).isEqualTo(206);
    assertThat(get(id, range, "If-Range: \"other\"").status()).isEqualTo(200);
    put(id, "abcdefghij");
    Answer replaced = get(id, range, current);
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.body()).isEqualTo("abcdefghij");
  }

  @Test
  default void answers304ToWhoHasTheVersion() throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    Answer whole = head(id);
    String tag = whole.one("ETag");
    String[] holds = {
      "If-None-Match: " + tag,
      "If-None-Match: \"x\", W/" + tag,
      "If-None-Match: *",
      "If-Modified-Since: " + whole.one("Last-Modified")
    };
    for (String condition : holds) {
      Answer answer = get(id, condition);
      assertThat(answer.status()).as(condition).isEqualTo(304);
      assertThat(answer.bytes()).isEmpty();
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    }
    assertThat(get(id, "If-None-Match: \"x\"").status()).isEqualTo(200);
    String old = "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT";
    assertThat(get(id, old).status()).isEqualTo(200);
    assertThat(get(id, "If-None-Match: \"x\"", holds[3]).status()).isEqualTo(200);
    put(id, "abcdefghij");
    assertThat(get(id, holds[0]).status()).isEqualTo(200);
  }

  @Test
  default void answers412WhenTheClientWantsAnotherVersion() throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    requireProblem(get(id, "If-Match: \"x\""), 412, "precondition-failed");
    String old = "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT";
    requireProblem(get(id, old), 412, "precondition-failed");
  }

  /** Nginx weighs it differently from the RFC; whoever answers, it is an answer. */
  @ParameterizedTest
  @ValueSource(strings = {"no date", "0", "Sat, 01 Jan 2000 00:00:00 GMT"})
  default void answersAnOddIfUnmodifiedSince(String date) throws Exception {
    String id = FtrackContract.newId();
    put(id, "0123456789");
    String tag = head(id).one("ETag");
    for (String match : new String[] {"X-None: 1", "If-Match: " + tag}) {
      for (int i = 0; i < 2; i++) {
        Answer answer = get(id, "If-Unmodified-Since: " + date, match);
        if (answer.status() == 200) {
          assertThat(answer.body()).isEqualTo("0123456789");
        } else {
          requireProblem(answer, 412, "precondition-failed");
        }
      }
    }
  }

  @Test
  default void keepsOneEntityTagAcrossDifferentlySignedUrls() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    long later = System.currentTimeMillis() / 1000 + 3600;
    String other = gateway().signed(Operation.GET, "id=" + id + "&user=a%40b&timeout=" + later);
    assertThat(send("GET", other).one("ETag")).isEqualTo(get(id).one("ETag")).isNotEmpty();
  }

  @Test
  default void answersABigBodyByteForByte() throws Exception {
    String id = FtrackContract.newId();
    String big = "0123456789abcdef".repeat(200_000);
    put(id, big);
    assertThat(get(id).body().equals(big)).isTrue();
    assertThat(get(id, "Range: bytes=1600000-").body().equals(big.substring(1_600_000))).isTrue();
  }

  @Test
  default void answers404ToAnUnknownId() throws Exception {
    requireProblem(get(FtrackContract.newId()), 404, "component-missing");
  }
}
