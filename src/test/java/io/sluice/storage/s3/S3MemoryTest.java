package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import io.sluice.storage.TestingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class S3MemoryTest {
  private static final ObjectKey KEY = new ObjectKey("key");

  private final TestingClock clock = new TestingClock();
  private final AtomicLong nanos = new AtomicLong();
  private final S3Memory memory = new S3Memory(Duration.ofSeconds(10), clock, nanos::get);

  /** An object that was stored so long ago, by the bucket's time. */
  private StoredObject stored(Duration ago) {
    ObjectInfo info =
        new ObjectInfo(KEY, 1, "v", clock.instant().minus(ago), ObjectDescription.NONE);
    return new StoredObject(info, new FileBytes(Path.of("x"), "x"));
  }

  private void remember(StoredObject object) {
    memory.put(KEY, object, memory.changesOf(KEY), clock.instant());
  }

  private void advance(Duration time) {
    clock.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void remembersForItsTime() {
    StoredObject object = stored(Duration.ofDays(1));
    remember(object);
    advance(Duration.ofSeconds(9));
    assertThat(memory.get(KEY)).isSameAs(object);
    advance(Duration.ofSeconds(2));
    assertThat(memory.get(KEY)).isNull();
  }

  @Test
  void remembersNothingWhenToldNotTo() {
    S3Memory none = new S3Memory(Duration.ZERO, clock, nanos::get);
    none.put(KEY, stored(Duration.ofDays(1)), none.changesOf(KEY), clock.instant());
    assertThat(none.get(KEY)).isNull();
  }

  @Test
  void forgetsWhatWasChangedWhileTheBucketWasAsked() {
    long before = memory.changesOf(KEY);
    memory.changed(KEY);
    memory.put(KEY, stored(Duration.ofDays(1)), before, clock.instant());
    assertThat(memory.get(KEY)).isNull();
  }

  @Test
  void doesNotRememberTheOldObjectWhileANewOneIsOnItsWay() {
    remember(stored(Duration.ofDays(1)));
    memory.handOver(KEY);
    assertThat(memory.get(KEY)).isNull();
    remember(stored(Duration.ofMinutes(1)));
    assertThat(memory.get(KEY)).isNull();
    advance(Duration.ofMinutes(5));
    remember(stored(Duration.ofMinutes(6)));
    assertThat(memory.get(KEY)).isNull();
  }

  @Test
  void remembersTheNewObjectAtOnce() {
    memory.handOver(KEY);
    StoredObject fresh = stored(Duration.ZERO);
    remember(fresh);
    assertThat(memory.get(KEY)).isSameAs(fresh);
  }

  @Test
  void isNotMisledByAClockOfTheBucketThatIsLate() {
    memory.handOver(KEY);
    Duration late = Duration.ofMinutes(5);
    Instant bucketNow = clock.instant().minus(late);
    StoredObject old = stored(late.plusSeconds(60));
    memory.put(KEY, old, memory.changesOf(KEY), bucketNow);
    assertThat(memory.get(KEY)).isNull();
    StoredObject fresh = stored(late);
    memory.put(KEY, fresh, memory.changesOf(KEY), bucketNow);
    assertThat(memory.get(KEY)).isSameAs(fresh);
  }

  @Test
  void waitsLongerWhenTwoNewObjectsAreOnTheirWay() {
    memory.handOver(KEY);
    memory.handOver(KEY);
    remember(stored(Duration.ZERO));
    assertThat(memory.get(KEY)).isNull();
    advance(Duration.ofSeconds(5));
    StoredObject later = stored(Duration.ofSeconds(1));
    remember(later);
    assertThat(memory.get(KEY)).isSameAs(later);
  }

  @Test
  void givesUpWaitingForAnUploadThatNeverCame() {
    memory.handOver(KEY);
    advance(Duration.ofMinutes(61));
    StoredObject old = stored(Duration.ofDays(1));
    remember(old);
    assertThat(memory.get(KEY)).isSameAs(old);
  }
}
