package io.sluice.e2e;

import static io.sluice.e2e.FaultyBucket.BODY;
import static io.sluice.e2e.FaultyBucket.OTHER;
import static io.sluice.e2e.FaultyBucket.assertPrefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.FaultyBucket.Road;
import io.sluice.storage.s3.FaultProxy;
import io.sluice.storage.s3.ProxiedHead;
import io.sluice.storage.s3.StoreFault;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see when the bucket behind Nginx and the app does not do as it should. */
class S3GatewayFaultIT {
  private static final Predicate<ProxiedHead> PUT = FaultProxy.method("PUT");
  private static final Predicate<ProxiedHead> GET = FaultProxy.method("GET");
  private static final Predicate<ProxiedHead> HEAD = FaultProxy.method("HEAD");

  @TempDir static Path folder;
  private static FaultyBucket bucket;
  private static FaultProxy proxy;

  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    bucket = FaultyBucket.start(folder, true);
    proxy = bucket.proxy;
  }

  @AfterAll
  static void stop() throws Exception {
    bucket.close();
    // Written when Nginx ended.
    assertThat(Files.readString(bucket.gateway.logs.resolve("access.json")))
        .doesNotContain("\"s\":500", "X-Amz-");
  }

  @BeforeEach
  void begin() throws IOException {
    bucket.begin();
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    bucket.end();
  }

  // ---- PUT

  @ParameterizedTest
  @EnumSource(Road.class)
  void asksToTryAgainWhenTheBucketIsDown(Road road) throws Exception {
    proxy.goDown();
    bucket.assertAsksToTryAgain(bucket.put(id, road));
    proxy.comeBack();
    bucket.assertMissing(id);
    bucket.assertTaken(id, road);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void asksToTryAgainWhenTheWayBreaksInTheMiddle(Road road) throws Exception {
    proxy.fault(new StoreFault.ResetUpload(100_000), PUT);
    bucket.assertAsksToTryAgain(bucket.put(id, road));
    proxy.mend();
    bucket.assertMissing(id);
    bucket.assertTaken(id, road);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void keepsTheOldObjectWhenANewOneIsCutOff(Road road) throws Exception {
    bucket.store(id, OTHER);
    proxy.fault(new StoreFault.ResetUpload(100_000), PUT);
    bucket.assertAsksToTryAgain(bucket.put(id, road));
    proxy.mend();
    assertThat(bucket.get(id).body()).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void doesNotSayThatItIsStoredWhenTheBucketsAnswerIsLost(Road road) throws Exception {
    proxy.fault(new StoreFault.LoseAnswer(), PUT);
    bucket.assertAsksToTryAgain(bucket.put(id, road));
    proxy.mend();
    bucket.assertTaken(id, road);
  }

  @ParameterizedTest
  @CsvSource({
    "301, PermanentRedirect",
    "307, TemporaryRedirect",
    "400, AuthorizationHeaderMalformed",
    "401, Unauthorized",
    "403, SignatureDoesNotMatch",
    "404, NoSuchBucket",
    "409, OperationAborted",
    "411, MissingContentLength",
    "412, PreconditionFailed",
    "500, InternalError",
    "501, NotImplemented",
    "503, SlowDown"
  })
  void asksToTryAgainWhateverTheBucketSays(int status, String code) throws Exception {
    for (Road road : Road.values()) {
      proxy.fault(new StoreFault.Answer(status, code), PUT);
      bucket.assertAsksToTryAgain(bucket.put(id, road));
      proxy.mend();
    }
    bucket.assertMissing(id);
    bucket.assertTaken(id, Road.WHOLE);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void passesNoHeaderOfTheClientsOn(Road road) throws Exception {
    proxy.forgetRequests();
    assertThat(bucket.put(id, road, foreign()).status()).isEqualTo(200);
    assertThat(bucket.get(id, foreign()).status()).isEqualTo(200);
    assertThat(proxy.requests()).isNotEmpty();
    for (ProxiedHead request : proxy.requests()) {
      assertThat(String.join("\n", request.headers()).toLowerCase(Locale.ROOT))
          .as(request.first())
          .doesNotContain("foreign", "glacier", "public-read", "gzip");
    }
  }

  private static String[] foreign() {
    return new String[] {
      "Authorization: AWS4-HMAC-SHA256 Credential=foreign/20260101/us-east-1/s3/aws4_request",
      "X-Amz-Date: 20260101T000000Z-foreign",
      "X-Amz-Security-Token: foreign",
      "X-Amz-Content-Sha256: foreign",
      "X-Amz-Copy-Source: /foreign/x",
      "x-amz-storage-class: GLACIER",
      "x-amz-acl: public-read",
      "x-amz-meta-owner: foreign",
      "x-amz-tagging: foreign=1",
      "Content-Encoding: gzip",
      "Cookie: foreign=1",
      "Origin: https://foreign.example",
      "Referer: https://foreign.example/",
      "X-Sluice-Store-URI: /foreign"
    };
  }

  // ---- GET

  @ParameterizedTest
  @CsvSource({
    "301, PermanentRedirect",
    "307, TemporaryRedirect",
    "400, ExpiredToken",
    "401, Unauthorized",
    "403, AccessDenied",
    "409, OperationAborted",
    "500, InternalError",
    "503, SlowDown"
  })
  void showsNothingOfWhatTheBucketSays(int status, String code) throws Exception {
    bucket.store(id, BODY);
    for (Predicate<ProxiedHead> which : List.of(HEAD, GET)) {
      proxy.fault(new StoreFault.Answer(status, code), which);
      bucket.assertAsksToTryAgain(bucket.get(id));
      proxy.mend();
    }
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @Test
  void asksToTryAgainWhenTheBucketIsDownForReaders() throws Exception {
    bucket.store(id, BODY);
    proxy.goDown();
    bucket.assertAsksToTryAgain(bucket.get(id));
    bucket.assertAsksToTryAgain(bucket.delete(id));
    proxy.comeBack();
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @Test
  void doesNotWaitLongForASilentBucket() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Hold(), HEAD);
    bucket.assertAsksToTryAgain(bucket.get(id));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 65_535})
  void endsTheConnectionWhereABodyEndsEarlyAndKeepsNothingOfIt(int bytes) throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(bytes), slice(0), 1);
    assertPrefix(bucket.receive(id), bytes);
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  /** Nginx goes on with the next slice; but what the client gets is too short and ends. */
  @Test
  void neverLooksWholeWhenALaterSliceEndsEarly() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(1000), slice(131_072), 1);
    assertThat(bucket.receive(id)).hasSizeLessThan(BODY.length);
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 131_072, 327_680})
  void keepsNoSliceThatIsShorterThanItSays(int slice) throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.WrongLength(10), slice(slice), 1);
    byte[] bytes = bucket.receive(id);
    assertThat(bytes).isEqualTo(Arrays.copyOf(BODY, bytes.length));
    proxy.forgetRequests();
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
    assertThat(proxy.requests()).anyMatch(slice(slice));
  }

  @ParameterizedTest
  @CsvSource({"403, AccessDenied", "404, NoSuchKey", "412, PreconditionFailed", "503, SlowDown"})
  void putsNoErrorIntoTheMiddleOfABody(int status, String code) throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Answer(status, code), slice(131_072));
    assertPrefix(bucket.receive(id), 131_072);
    proxy.mend();
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @Test
  void putsNoErrorIntoTheMiddleWhenTheBucketGoesDown() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Hold(), slice(131_072));
    CompletableFuture<byte[]> received = meanwhile(() -> bucket.receive(id));
    proxy.awaitHeld(1);
    proxy.goDown();
    assertPrefix(received.get(), 131_072);
  }

  // ---- changed behind our back

  @Test
  void saysThatItIsMissingWhenItIsRemovedBetweenVerdictAndFetch() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Hold(), GET);
    CompletableFuture<Wire.Answer> answer = meanwhile(() -> bucket.get(id));
    proxy.awaitHeld(1);
    bucket.remove(id);
    proxy.mend();
    assertThat(answer.get().status()).isEqualTo(404);
    assertThat(answer.get().text()).contains("component-missing");
  }

  @Test
  void sendsTheNewObjectWholeWhenItIsReplacedBetweenVerdictAndFetch() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Hold(), GET);
    CompletableFuture<Wire.Answer> answer = meanwhile(() -> bucket.get(id));
    proxy.awaitHeld(1);
    bucket.store(id, OTHER);
    proxy.mend();
    assertThat(answer.get().status()).isEqualTo(200);
    assertThat(answer.get().body()).isEqualTo(OTHER);
  }

  @Test
  void neverMixesTwoVersionsWhenOneIsReplacedInTheMiddle() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Hold(), slice(131_072));
    CompletableFuture<byte[]> received = meanwhile(() -> bucket.receive(id));
    proxy.awaitHeld(1);
    bucket.store(id, OTHER);
    proxy.mend();
    assertPrefix(received.get(), 131_072);
    assertThat(bucket.get(id).body()).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @CsvSource({"404, NoSuchKey", "412, PreconditionFailed"})
  void doesNotLookAgainForEver(int status, String code) throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.Answer(status, code), GET);
    proxy.forgetRequests();
    bucket.assertAsksToTryAgain(bucket.get(id));
    assertThat(proxy.requests()).hasSizeLessThan(9);
  }

  // ---- an object that is passed on in one piece

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 5_000_000})
  void endsTheConnectionWhereALongBodyEndsEarly(int bytes) throws Exception {
    byte[] body = Road.LONG.body();
    bucket.store(id, body);
    proxy.fault(new StoreFault.CutBody(bytes), GET);
    assertPrefix(bucket.receive(id), body, bytes);
    proxy.mend();
    assertThat(bucket.get(id).body()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({"301, PermanentRedirect", "403, AccessDenied", "404, NoSuchKey", "503, SlowDown"})
  void showsNothingOfWhatTheBucketSaysOfALongObject(int status, String code) throws Exception {
    bucket.store(id, Road.LONG.body());
    proxy.fault(new StoreFault.Answer(status, code), GET);
    bucket.assertAsksToTryAgain(bucket.get(id));
    bucket.assertAsksToTryAgain(bucket.get(id, "Range: bytes=5-9"));
  }

  @Test
  void sendsTheNewObjectWholeWhenALongOneIsReplacedBetweenVerdictAndFetch() throws Exception {
    bucket.store(id, Road.LONG.body());
    proxy.fault(new StoreFault.Hold(), GET);
    CompletableFuture<Wire.Answer> answer = meanwhile(() -> bucket.get(id));
    proxy.awaitHeld(1);
    bucket.store(id, OTHER);
    proxy.mend();
    assertThat(answer.get().body()).isEqualTo(OTHER);
  }

  /** Its first slice is kept by Nginx, a later one is not, and the bucket's rules took it away. */
  @Test
  void makesAThumbnailAgainOfWhichALaterSliceIsGone() throws Exception {
    BufferedImage noise = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    byte[] pixels = Content.random(3 * 400 * 400, 4);
    for (int i = 0; i < 400 * 400; i++) {
      noise.setRGB(
          i % 400, i / 400, pixels[3 * i] << 16 | pixels[3 * i + 1] << 8 | pixels[3 * i + 2]);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(noise, "png", png);
    bucket.store(id, png.toByteArray());
    proxy.fault(new StoreFault.Hold(), slice(131_072));
    CompletableFuture<byte[]> received = meanwhile(() -> bucket.receiveThumbnail(id));
    proxy.awaitHeld(1);
    bucket.removeThumbnails();
    proxy.mend();
    byte[] cut = received.get();
    assertThat(cut).isNotEmpty().hasSizeLessThanOrEqualTo(131_072);
    byte[] whole = bucket.receiveThumbnail(id);
    assertThat(ImageIO.read(new ByteArrayInputStream(whole)).getWidth()).isEqualTo(400);
    assertThat(whole).hasSizeGreaterThan(262_144).startsWith(cut);
  }

  // ---- hot objects

  @Test
  void asksTheBucketNothingForAHotObject() throws Exception {
    bucket.store(id, BODY);
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
    proxy.forgetRequests();
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
    Wire.Answer part = bucket.get(id, "Range: bytes=60000-140000");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BODY, 60_000, 140_001));
    assertThat(bucket.head(id).status()).isEqualTo(200);
    assertThat(proxy.requests()).isEmpty();
  }

  private static Predicate<ProxiedHead> slice(long first) {
    return request -> request.header("Range").startsWith("bytes=" + first + "-");
  }

  private <T> CompletableFuture<T> meanwhile(Callable<T> request) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return request.call();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }
}
