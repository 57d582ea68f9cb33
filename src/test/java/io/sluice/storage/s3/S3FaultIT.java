package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.config.Secret;
import io.sluice.storage.ObjectChangedException;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectUpload;
import io.sluice.storage.StoredObject;
import io.sluice.storage.TestingClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a store does when its bucket, or the way to it, does not do as it should. */
class S3FaultIT {
  private static final ObjectKey KEY = new ObjectKey("a7394f1e-a474-417b-8962-0c9b5d719ff7");
  private static final byte[] BODY = random(300_000);

  /** Above the longest PUT of these settings. */
  private static final byte[] LONG = random(12 << 20);

  private static final StoreFault SLOW_DOWN = new StoreFault.Answer(503, "SlowDown");
  private static final Predicate<ProxiedHead> PUT = FaultProxy.method("PUT");

  @TempDir Path staging;
  private final TestingClock clock = new TestingClock();
  private FaultProxy proxy;
  private String bucket;
  private S3Client direct;

  @BeforeEach
  void start() throws IOException {
    proxy = new FaultProxy(S3Proxy.get().endpoint());
    bucket = S3Proxy.get().newBucket();
    direct = S3Proxy.get().client();
  }

  @AfterEach
  void stop() throws Exception {
    direct.close();
    proxy.close();
  }

  private static boolean getObject(ProxiedHead request) {
    return request.method().equals("GET") && request.target().contains(KEY.value());
  }

  private static boolean completion(ProxiedHead request) {
    return request.method().equals("POST") && request.target().contains("uploadId");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private S3Store open() throws IOException {
    return open(TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY);
  }

  private S3Store open(@Nullable String accessKey, @Nullable String secretKey) throws IOException {
    S3StoreConfig own =
        S3StoreContract.TestingConfigs.on(S3Proxy.get(), bucket, staging, Duration.ZERO);
    S3StoreConfig.Connection connection =
        new S3StoreConfig.Connection(
            S3StoreConfig.Dialect.S3,
            "us-east-1",
            proxy.endpoint(),
            true,
            S3StoreConfig.Checksums.REQUIRED,
            false,
            false,
            accessKey,
            secretKey == null ? null : Secret.of(secretKey));
    return S3Store.open(
        new S3StoreConfig(
            "main", bucket, "", connection, own.encryption(), own.limits(), own.delivery()),
        clock);
  }

  // ---- the start

  @Test
  void doesNotStartWithAWrongAccessKey() {
    assertRefused(() -> open("another-key", TestingS3.SECRET_KEY), "access-key");
  }

  @Test
  void doesNotStartWithAWrongSecretKey() {
    assertRefused(() -> open(TestingS3.ACCESS_KEY, "another-secret"), "secret-key");
  }

  @Test
  void doesNotStartWithoutAnyKey() {
    assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null, "the environment has a key");
    String noInstance = SdkSystemSetting.AWS_EC2_METADATA_DISABLED.property();
    String noProfile = ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE.property();
    System.setProperty(noInstance, "true");
    System.setProperty(noProfile, staging.resolve("none").toString());
    try {
      assertRefused(() -> open(null, null), "access-key and secret-key");
    } finally {
      System.clearProperty(noInstance);
      System.clearProperty(noProfile);
    }
  }

  @Test
  void doesNotStartWithoutABucket() {
    bucket = "t-no-such-bucket";
    assertRefused(this::open, "no such bucket");
  }

  @ParameterizedTest
  @CsvSource({
    "400, AuthorizationHeaderMalformed, region",
    "301, PermanentRedirect, region",
    "403, AccessDenied, s3-setup",
    "400, ExpiredToken, credentials",
  })
  void doesNotStartWhenTheBucketRefuses(int status, String code, String cure) {
    proxy.fault(new StoreFault.Answer(status, code), FaultProxy.ALL);
    assertRefused(this::open, cure);
  }

  @Test
  void doesNotStartWhenItMayOnlyRead() {
    proxy.fault(new StoreFault.Answer(403, "AccessDenied"), PUT);
    assertRefused(this::open, "s3-setup");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, -20})
  void doesNotStartWhenTheClocksDiffer(int minutes) {
    proxy.fault(new StoreFault.Clock(Duration.ofMinutes(minutes)), FaultProxy.ALL);
    assertRefused(this::open, "clock");
  }

  @Test
  void isNotReadyWhenAClockGoesWrongLater() throws IOException {
    try (S3Store store = open()) {
      store.probe();
      proxy.fault(new StoreFault.Clock(Duration.ofMinutes(20)), FaultProxy.ALL);
      assertFails(store::probe, "clock");
    }
  }

  private static void assertRefused(Callable<S3Store> start, String cure) {
    assertFails(() -> start.call().close(), "store main:", cure);
  }

  /** Whatever a log would show of it. */
  private static void assertFails(Action action, String... words) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IOException.class)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).contains(words);
              StringWriter all = new StringWriter();
              e.printStackTrace(new PrintWriter(all));
              assertThat(all.toString())
                  .doesNotContain(TestingS3.SECRET_KEY, TestingS3.ACCESS_KEY)
                  .doesNotContain("another-key", "another-secret", "X-Amz-", "Made up", "<Error>");
            });
  }

  private interface Action {
    void run() throws Exception;
  }

  @Test
  void startsBeforeItsEndpointAndWorksWhenThatIsThere() throws Exception {
    proxy.goDown();
    try (S3Store store = open()) {
      assertFails(store::probe, "looking into bucket", "Connection refused");
      assertFails(() -> store.find(KEY), "Connection refused");
      proxy.comeBack();
      store.probe();
      put(store, BODY);
      assertWhole(store, BODY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void startsWhenTheBucketAsksForPatience(String method) throws Exception {
    proxy.fault(SLOW_DOWN, FaultProxy.method(method));
    try (S3Store store = open()) {
      assertFails(store::probe, "SlowDown");
      proxy.mend();
      store.probe();
    }
  }

  // ---- the endpoint fails later

  @Test
  void neverSaysThatThereIsNothingWhileTheEndpointIsDown() throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      StoredObject found = store.find(KEY).orElseThrow();
      proxy.goDown();
      assertFails(() -> store.find(KEY), "HEAD", "Connection refused");
      assertFails(() -> store.remove(KEY), "HEAD", "Connection refused");
      assertFails(() -> read(found), "GET", "Connection refused");
      assertFails(() -> put(store, LONG), "multipart", "Connection refused");
      assertFails(() -> put(store, random(10)), "PUT", "Connection refused");
      assertFails(() -> upload(store, LONG), "multipart", "Connection refused");
      assertFails(store::sweep, "listing", "Connection refused");
      assertNothingStaged();
      proxy.comeBack();
      assertWhole(store, BODY);
    }
  }

  @Test
  void bearsAFewSlowDowns() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(SLOW_DOWN, PUT, 2);
      put(store, BODY);
      proxy.fault(SLOW_DOWN, S3FaultIT::getObject, 2);
      assertWhole(store, BODY);
    }
  }

  @Test
  void saysSoInAStormOfSlowDownsAndWorksAtOnceAfterIt() throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      proxy.fault(SLOW_DOWN, FaultProxy.ALL);
      ExecutorService threads = Executors.newFixedThreadPool(16);
      try {
        List<Future<?>> storm = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          storm.add(threads.submit(() -> assertFails(() -> store.find(KEY), "HEAD", "503")));
          storm.add(threads.submit(() -> assertFails(() -> put(store, random(10)), "SlowDown")));
        }
        for (Future<?> each : storm) {
          each.get();
        }
      } finally {
        threads.shutdownNow();
      }
      assertNothingStaged();
      proxy.mend();
      assertWhole(store, BODY);
    }
  }

  // ---- reading

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 299_999})
  void neverEndsAStreamEarlyWithoutSayingSo(long bytes) throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      proxy.fault(new StoreFault.CutBody(bytes), S3FaultIT::getObject);
      StoredObject found = store.find(KEY).orElseThrow();
      assertThatThrownBy(() -> read(found)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -299_999, 1, 299_999})
  void takesNoWrongLengthForTheObject(long more) throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      proxy.fault(new StoreFault.WrongLength(more), S3FaultIT::getObject);
      StoredObject found = store.find(KEY).orElseThrow();
      assertThatThrownBy(() -> read(found)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void readsNoMoreAfterAnEarlyClose() throws Exception {
    try (S3Store store = open()) {
      put(store, LONG);
      proxy.fault(new StoreFault.CutBody(LONG.length - 1), S3FaultIT::getObject);
      InputStream in = store.find(KEY).orElseThrow().bytes().open(0, LONG.length);
      assertThat(in.read()).isEqualTo(LONG[0] & 0xff);
      // Would meet the end that comes too early.
      assertThatCode(in::close).doesNotThrowAnyException();
    }
  }

  @Test
  void saysThatAnObjectChangedBehindItsBack() throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      StoredObject replaced = store.find(KEY).orElseThrow();
      put(store, random(300_001));
      assertThatThrownBy(() -> read(replaced)).isInstanceOf(ObjectChangedException.class);

      StoredObject removed = store.find(KEY).orElseThrow();
      store.remove(KEY);
      assertThatThrownBy(() -> read(removed)).isInstanceOf(ObjectChangedException.class);
    }
  }

  // ---- writing

  @Test
  void sendsABodyAgainAfterAReset() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(new StoreFault.ResetUpload(100_000), PUT, 1);
      put(store, BODY);
      assertWhole(store, BODY);
    }
  }

  @Test
  void leavesTheOldObjectWhenEveryAttemptIsReset() throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      proxy.fault(new StoreFault.ResetUpload(100_000), PUT);
      assertThatThrownBy(() -> put(store, random(300_001))).isInstanceOf(IOException.class);
      assertNothingStaged();
      assertWhole(store, BODY);
    }
  }

  @Test
  void putsAgainWhenAnAnswerIsLost() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(new StoreFault.LoseAnswer(), PUT, 1);
      put(store, BODY);
      assertWhole(store, BODY);
    }
  }

  @Test
  void doesNotSayThatItIsStoredWhenNoAnswerComes() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(new StoreFault.LoseAnswer(), PUT);
      assertFails(() -> put(store, BODY), "PUT", "no answer");
      assertNothingStaged();
      proxy.mend();
      put(store, BODY);
      assertWhole(store, BODY);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNoPartsOfAnUploadThatFails(boolean streams) throws Exception {
    try (S3Store store = open()) {
      proxy.fault(
          new StoreFault.ResetUpload(1 << 20),
          request -> request.target().contains("partNumber=2"));
      assertThatThrownBy(() -> send(store, LONG, streams)).isInstanceOf(IOException.class);
      assertNothingStaged();
      assertThat(multiparts()).isZero();
      assertThat(store.find(KEY)).isEmpty();
      proxy.mend();
      send(store, LONG, streams);
      assertWhole(store, LONG);
    }
  }

  /** S3 answers 200 before it knows, and may say in the body that it failed. */
  @Test
  void believesNoCompletionThatHasAnErrorInItsBody() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(new StoreFault.Answer(200, "InternalError"), S3FaultIT::completion);
      assertFails(() -> put(store, LONG), "completing", "InternalError");
      assertThat(store.find(KEY)).isEmpty();
      assertThat(multiparts()).isZero();
    }
  }

  @Test
  void saysNothingUntrueWhenTheAnswerToACompletionIsLost() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(new StoreFault.LoseAnswer(), S3FaultIT::completion, 1);
      boolean isStored = true;
      try {
        put(store, LONG);
      } catch (IOException e) {
        isStored = false;
      }
      if (isStored) {
        assertWhole(store, LONG);
      }
      assertThat(multiparts()).isZero();
      assertNothingStaged();
    }
  }

  @Test
  void sweepsThePartsOfAnUploadThatDiedWithTheEndpoint() throws Exception {
    try (S3Store store = open()) {
      proxy.fault(SLOW_DOWN, request -> !request.method().equals("POST"));
      assertFails(() -> put(store, LONG), "part 1", "SlowDown");
      assertThat(multiparts()).isEqualTo(1);
      proxy.mend();
      clock.advance(Duration.between(clock.instant(), Instant.now()));
      assertThat(store.sweep()).isZero();
      clock.advance(Duration.ofHours(25));
      assertThat(store.sweep()).isEqualTo(1);
      assertThat(multiparts()).isZero();
    }
  }

  // ---- the bucket

  @Test
  void takesABucketThatIsGoneForAFailureAndNeverForAMissingObject() throws Exception {
    try (S3Store store = open()) {
      put(store, BODY);
      StoredObject found = store.find(KEY).orElseThrow();
      for (S3Object object : direct.listObjectsV2(l -> l.bucket(bucket)).contents()) {
        direct.deleteObject(d -> d.bucket(bucket).key(object.key()));
      }
      direct.deleteBucket(b -> b.bucket(bucket));

      assertFails(store::probe, "no such bucket");
      assertFails(() -> put(store, BODY), "no such bucket");
      assertThatThrownBy(() -> read(found)).isInstanceOf(IOException.class);
      // It believes for a few seconds in what it has seen.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      boolean isMissing = true;
      while (isMissing && System.nanoTime() < end) {
        isMissing = isMissing(store);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      assertFails(() -> store.find(KEY), "no such bucket");
      assertFails(() -> store.remove(KEY), "no such bucket");
    }
  }

  private static boolean isMissing(S3Store store) {
    try {
      return store.find(KEY).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  // ---- helpers

  private static void put(S3Store store, byte[] body) throws IOException {
    store.adopt(KEY, Files.write(store.stage(), body), ObjectDescription.NONE);
  }

  private static void upload(S3Store store, byte[] body) throws IOException {
    try (ObjectUpload upload = store.upload(KEY, body.length, ObjectDescription.NONE)) {
      upload.write(ByteBuffer.wrap(body));
      upload.commit();
    }
  }

  private static void send(S3Store store, byte[] body, boolean streams) throws IOException {
    if (streams) {
      upload(store, body);
    } else {
      put(store, body);
    }
  }

  private static byte[] read(StoredObject found) throws IOException {
    try (InputStream in = found.bytes().open(0, found.info().length())) {
      return in.readAllBytes();
    }
  }

  /** As the store shows it, and as it lies in the bucket. */
  private void assertWhole(S3Store store, byte[] body) throws IOException {
    assertThat(read(store.find(KEY).orElseThrow())).isEqualTo(body);
    assertThat(direct.getObjectAsBytes(g -> g.bucket(bucket).key(KEY.value())).asByteArray())
        .isEqualTo(body);
  }

  private void assertNothingStaged() throws IOException {
    try (var files = Files.list(staging)) {
      assertThat(files).isEmpty();
    }
  }

  private int multiparts() {
    return direct.listMultipartUploads(l -> l.bucket(bucket)).uploads().size();
  }
}
