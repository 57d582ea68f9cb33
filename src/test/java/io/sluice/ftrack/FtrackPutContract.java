package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a component comes in: status, replacement, checks, bodies of every form. */
interface FtrackPutContract extends FtrackContract {
  String HELLO_MD5 = "XUFAKrxLKna5cZ2REBfFkg==";

  @ParameterizedTest
  @ValueSource(strings = {"/put", "/component/put"})
  default void answersExactly200AndNeverARedirect(String path) throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().prefix() + path + "?" + gateway().query(Operation.PUT, "id=" + id);
    Answer answer = gateway().ask("PUT", target, TestingGateway.bytes("hello"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.one("Location")).isEmpty();
    assertThat(answer.one("X-Accel-Redirect")).isEmpty();
    assertThat(answer.bytes()).isEmpty();
    assertThat(answer.one("ETag"))
        .matches(gateway().storage().tagOfFiveBytes())
        .isEqualTo(head(id).one("ETag"));
    requireStored(id, "hello");
    requireNothingLeft();
  }

  @Test
  default void replacesWhatTheIdHadAndChangesTheEntityTag() throws Exception {
    String id = FtrackContract.newId();
    String first = put(id, "first").one("ETag");
    Answer second = put(id, "other");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.one("ETag")).isNotEqualTo(first);
    requireStored(id, "other");
    requireNothingLeft();
  }

  @Test
  default void showsEveryReaderTheOldContentWholeOrTheNewOneWhole() throws Exception {
    assumeTrue(gateway().storage().readsOneVersion(), "the test server itself mixes versions");
    String id = FtrackContract.newId();
    String a = "a".repeat(200_000);
    String b = "b".repeat(300_000);
    assertThat(put(id, a).status()).isEqualTo(200);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < 20; i++) {
                  assertThat(put(id, i % 2 == 0 ? b : a).status()).isEqualTo(200);
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              } finally {
                done.set(true);
              }
            });
    int whole = 0;
    while (!done.get()) {
      Answer answer = get(id);
      // From a bucket one version is fetched after it was found: it may be gone each time.
      if (answer.status() != 503 || !gateway().handsOver()) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body().equals(a) || answer.body().equals(b)).isTrue();
        whole++;
      }
    }
    writer.join();
    assertThat(whole).isPositive();
    requireNothingLeft();
  }

  /** As {@code file -bi} prints it: a charset that no Java knows. */
  @Test
  default void takesATypeWhoseCharsetNobodyKnows() throws Exception {
    String id = FtrackContract.newId();
    Answer answer = put(id, "hello", "Content-Type: video/mp4; charset=binary");
    if (!gateway().storage().takesEveryCharset()) {
      requireRefused(answer, 503, "store-failed", id);
      return;
    }
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(head(id).one("Content-Type")).startsWith("video/mp4");
  }

  @Test
  default void storesABodyWhoseChecksumFits() throws Exception {
    String id = FtrackContract.newId();
    assertThat(put(id, "hello", "Content-MD5: " + HELLO_MD5).status()).isEqualTo(200);
    requireStored(id, "hello");
    requireNothingLeft();
  }

  @Test
  default void storesNothingWhenTheChecksumDiffers() throws Exception {
    String id = FtrackContract.newId();
    Answer answer = put(id, "hullo", "Content-MD5: " + HELLO_MD5);
    requireRefused(answer, 400, "content-md5-mismatch", id);
    assertThat(get(id).status()).isEqualTo(404);
  }

  @Test
  default void keepsTheOldContentWhenTheChecksumOfTheNewOneDiffers() throws Exception {
    String id = FtrackContract.newId();
    put(id, "old");
    requireProblem(put(id, "hullo", "Content-MD5: " + HELLO_MD5), 400, "content-md5-mismatch");
    requireStored(id, "old");
    requireNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5d41402abc4b2a76b9719d911017c592", "XUFAKrxLKna5cZ2REBfFkg", "%%%"})
  default void refusesAChecksumThatIsNoDigest(String value) throws Exception {
    String id = FtrackContract.newId();
    Answer answer = put(id, "hello", "Content-MD5: " + value);
    requireRefused(answer, 400, "content-md5-malformed", id);
  }

  @Test
  default void refusesTwoChecksums() throws Exception {
    String id = FtrackContract.newId();
    String md5 = "Content-MD5: " + HELLO_MD5;
    // Of two, Nginx before 1.23 knows the first only; a bucket then checks the body against that.
    Answer answer = put(id, gateway().handsOver() ? "hullo" : "hello", md5, md5);
    boolean isFirst = gateway().handsOver() && answer.code().equals("content-md5-mismatch");
    requireRefused(answer, 400, isFirst ? answer.code() : "content-md5-malformed", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello"})
  default void takesAChunkedBodyAlsoAnEmptyOne(String body) throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    Answer answer =
        gateway()
            .ask(
                "PUT",
                target,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    requireStored(id, body);
    assertThat(head(id).one("Content-Length")).isEqualTo("" + body.length());
    requireNothingLeft();
  }

  @Test
  default void takesAnEmptyBodyWithALength() throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    assertThat(raw("PUT", target, "", "Content-Length: 0").status()).isEqualTo(200);
    requireStored(id, "");
    requireNothingLeft();
  }

  @Test
  default void checksAnEmptyBodyToo() throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    String md5 = "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==";
    String chunked = "Transfer-Encoding: chunked";
    assertThat(raw("PUT", target, "0\r\n\r\n", chunked, md5).status()).isEqualTo(200);
    assertThat(raw("PUT", target, "", "Content-Length: 0", md5).status()).isEqualTo(200);
    requireStored(id, "");
  }

  @Test
  default void refusesAPutWithoutAnyBody() throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    boolean isSpooled = gateway().isFronted() && !gateway().handsOver();
    String code = isSpooled ? "spool-file-missing" : "length-required";
    requireRefused(raw("PUT", target, ""), 411, code, id);
  }

  /** What requests sends for an empty file when ftrack's metadata carry a length too. */
  @Test
  default void neverMistakesABodyWithBothALengthAndChunks() throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    String[] both = {"Content-Length: 3", "Transfer-Encoding: chunked", "Connection: close"};
    Answer answer = raw("PUT", target, "5\r\nhello\r\n0\r\n\r\n", both);
    int status = gateway().isFronted() ? 400 : gateway().server.doubleLengthStatus();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    if (status == 200) {
      requireStored(id, "hello");
    } else {
      assertThat(get(id).status()).isEqualTo(404);
    }
    requireNothingLeft();
  }

  @Test
  default void takesABodyAfterAskingForIt() throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    try (RawHttp http = gateway().connect()) {
      http.head("PUT", target, "Expect: 100-continue", "Content-Length: 5");
      assertThat(http.read().status()).isEqualTo(100);
      assertThat(http.send("hello").read().status()).isEqualTo(200);
    }
    requireStored(id, "hello");
  }

  @Test
  default void refusesBeforeTheBodyWhenTheSignatureIsWrong() throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.GET, "id=" + id).replace("/get?", "/put?");
    try (RawHttp http = gateway().connect()) {
      http.head("PUT", target, "Expect: 100-continue", "Content-Length: 500000");
      requireRefused(http.readFinal(), 403, "signature-mismatch", id);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2000000000000000, 413, component-too-large",
    "9223372036854775807, 413, component-too-large",
    "900000000000000, 507, store-full"
  })
  default void refusesALengthThatCannotFitBeforeTheBody(long length, int status, String code)
      throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    for (String more : new String[] {"X-None: 1", "Content-MD5: " + HELLO_MD5}) {
      try (RawHttp http = gateway().connect()) {
        http.head("PUT", target, "Expect: 100-continue", "Content-Length: " + length, more);
        requireRefused(http.readFinal(), status, code, id);
      }
    }
  }

  @Test
  default void storesAnUpperCaseIdInLowerCase() throws Exception {
    String id = FtrackContract.newId();
    assertThat(put(id.toUpperCase(Locale.ROOT), "hello").status()).isEqualTo(200);
    requireStored(id, "hello");
    assertThat(gateway().storage().stored(id)).isNotEmpty().allMatch(name -> name.startsWith(id));
  }

  @Test
  default void forgetsTheUploadOfAClientThatLeavesAtHalf() throws Exception {
    String id = FtrackContract.newId();
    put(id, "old");
    for (String more : new String[] {"X-None: 1", "Content-MD5: " + HELLO_MD5}) {
      try (RawHttp http = gateway().connect()) {
        String target = gateway().signed(Operation.PUT, "id=" + id);
        long before = gateway().arrived();
        http.head("PUT", target, "Content-Length: 1000000", more).send("x".repeat(500_000));
        assertThat(Eventually.becomes(() -> gateway().arrived() > before + 100_000)).isTrue();
      }
      requireNothingLeft();
    }
    requireStored(id, "old");
  }
}
