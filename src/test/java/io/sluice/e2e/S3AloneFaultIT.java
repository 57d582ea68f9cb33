package io.sluice.e2e;

import static io.sluice.e2e.FaultyBucket.BODY;
import static io.sluice.e2e.FaultyBucket.OTHER;
import static io.sluice.e2e.FaultyBucket.assertPrefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.FaultyBucket.Road;
import io.sluice.storage.s3.FaultProxy;
import io.sluice.storage.s3.ProxiedHead;
import io.sluice.storage.s3.StoreFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same without an Nginx: the app itself is between client and bucket. */
class S3AloneFaultIT {
  private static final Predicate<ProxiedHead> PUT = FaultProxy.method("PUT");
  private static final Predicate<ProxiedHead> GET = FaultProxy.method("GET");
  private static final Predicate<ProxiedHead> HEAD = FaultProxy.method("HEAD");

  @TempDir static Path folder;
  private static FaultyBucket bucket;
  private static FaultProxy proxy;

  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    bucket = FaultyBucket.start(folder, false);
    proxy = bucket.proxy;
  }

  @AfterAll
  static void stop() throws Exception {
    bucket.close();
  }

  @BeforeEach
  void begin() throws IOException {
    bucket.begin();
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    bucket.end();
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void asksToTryAgainWhenTheBucketIsDown(Road road) throws Exception {
    proxy.goDown();
    bucket.assertAsksToTryAgain(bucket.put(id, road));
    bucket.assertAsksToTryAgain(bucket.get(id));
    bucket.assertAsksToTryAgain(bucket.delete(id));
    proxy.comeBack();
    bucket.assertMissing(id);
    bucket.assertTaken(id, road);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void asksToTryAgainWhenAnUploadDoesNotGetThrough(Road road) throws Exception {
    bucket.store(id, OTHER);
    for (StoreFault fault :
        List.of(
            new StoreFault.ResetUpload(100_000),
            new StoreFault.Answer(503, "SlowDown"),
            new StoreFault.Answer(403, "AccessDenied"))) {
      proxy.fault(fault, PUT);
      bucket.assertAsksToTryAgain(bucket.put(id, road));
      proxy.mend();
      assertThat(bucket.get(id).body()).isEqualTo(OTHER);
    }
    proxy.fault(new StoreFault.LoseAnswer(), PUT);
    bucket.assertAsksToTryAgain(bucket.put(id, road));
    proxy.mend();
    bucket.assertTaken(id, road);
  }

  @Test
  void asksToTryAgainWhenABodyCanNotBeBegun() throws Exception {
    bucket.store(id, BODY);
    // Once a HEAD was answered, it is not made again.
    for (Predicate<ProxiedHead> which : List.of(HEAD, GET)) {
      for (int status : List.of(301, 400, 403, 500, 503)) {
        proxy.fault(new StoreFault.Answer(status, "Whatever"), which);
        Wire.Answer answer = bucket.get(id);
        bucket.assertAsksToTryAgain(answer);
        assertThat(answer.one("ETag") + answer.one("Content-Range")).isEmpty();
        proxy.mend();
      }
    }
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @Test
  void asksToTryAgainWhenNoByteComes() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(0), GET);
    bucket.assertAsksToTryAgain(bucket.get(id));
    proxy.mend();
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @Test
  void endsTheConnectionWhereABodyEndsAgainAndAgain() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(1), GET);
    assertPrefix(bucket.receive(id), 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 349_999})
  void goesOnWhereABodyEndedEarly(int bytes) throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(bytes), GET, 1);
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
  }

  @Test
  void endsTheConnectionWhereABodyEndsAndTheBucketIsDown() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(100_000), GET, 1);
    proxy.fault(new StoreFault.Answer(503, "SlowDown"), GET);
    assertPrefix(bucket.receive(id), 100_000);
  }

  @Test
  void neverMixesTwoVersionsWhenABodyEndsAndTheObjectIsReplaced() throws Exception {
    bucket.store(id, BODY);
    proxy.fault(new StoreFault.CutBody(100_000), GET, 1);
    proxy.fault(new StoreFault.Hold(), GET);
    CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> bucket.receive(id));
    proxy.awaitHeld(1);
    bucket.store(id, OTHER);
    proxy.mend();
    assertPrefix(received.get(), 100_000);
  }

  @Test
  void saysThatItIsMissingWhenItIsRemovedBehindItsBack() throws Exception {
    bucket.store(id, BODY);
    assertThat(bucket.get(id).body()).isEqualTo(BODY);
    bucket.remove(id);
    Wire.Answer answer = bucket.get(id, "Range: bytes=0-9");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("component-missing");
    assertThat(answer.one("ETag") + answer.one("Content-Range")).isEmpty();
  }

  @Test
  void sendsTheNewObjectWhenItIsReplacedBehindItsBack() throws Exception {
    bucket.store(id, BODY);
    String old = bucket.get(id).one("ETag");
    bucket.store(id, OTHER);
    Wire.Answer part = bucket.get(id, "Range: bytes=100-199");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(OTHER, 100, 200));
    assertThat(part.one("ETag")).isNotEmpty().isNotEqualTo(old);
    assertThat(bucket.get(id).body()).isEqualTo(OTHER);
  }

  @Test
  void bearsAClientThatLeavesInTheMiddle() throws Exception {
    bucket.assertTaken(id, Road.LONG);
    try (Wire wire = new Wire(bucket.gateway.appPort)) {
      wire.send(Wire.head("GET", bucket.gateway.targets.get(id)));
      Await.until("an answer", Await.LONG, wire::hasAnswer);
    }
    assertThat(bucket.get(id).body()).isEqualTo(Road.LONG.body());
  }
}
