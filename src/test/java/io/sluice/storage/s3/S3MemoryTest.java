package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class S3MemoryTest {
  private static final ObjectKey KEY = new ObjectKey("key");
  private static final StoredObject OBJECT =
      new StoredObject(
          new ObjectInfo(KEY, 1, "v", Instant.EPOCH, ObjectDescription.NONE),
          new FileBytes(Path.of("x"), "x"));

  private final AtomicLong nanos = new AtomicLong();
  private final S3Memory memory = new S3Memory(Duration.ofSeconds(10), nanos::get);

  private @Nullable StoredObject afterTheBucketSaid(@Nullable String mark) {
    memory.put(KEY, OBJECT, mark, memory.changesOf(KEY));
    return memory.get(KEY);
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void remembersForItsTime() {
    assertThat(afterTheBucketSaid(null)).isSameAs(OBJECT);
    advance(Duration.ofSeconds(9));
    assertThat(memory.get(KEY)).isSameAs(OBJECT);
    advance(Duration.ofSeconds(2));
    assertThat(memory.get(KEY)).isNull();
  }

  @Test
  void remembersNothingWhenToldNotTo() {
    S3Memory none = new S3Memory(Duration.ZERO, nanos::get);
    none.handOver(KEY);
    none.put(KEY, OBJECT, null, none.changesOf(KEY));
    assertThat(none.get(KEY)).isNull();
    assertThat(none.awaits(KEY)).isFalse();
  }

  @Test
  void forgetsWhatWasChangedWhileTheBucketWasAsked() {
    long before = memory.changesOf(KEY);
    memory.changed(KEY);
    memory.put(KEY, OBJECT, null, before);
    assertThat(memory.get(KEY)).isNull();
  }

  @Test
  void doesNotRememberTheOldObjectWhileANewOneIsOnItsWay() {
    assertThat(afterTheBucketSaid(null)).isNotNull();
    memory.handOver(KEY);
    assertThat(memory.get(KEY)).isNull();
    assertThat(afterTheBucketSaid(null)).isNull();
    assertThat(afterTheBucketSaid("the mark of another node")).isNull();
    advance(Duration.ofMinutes(5));
    assertThat(afterTheBucketSaid(null)).isNull();
  }

  @Test
  void remembersTheNewObjectAtOnceHoweverOftenItWasReplaced() {
    for (int i = 0; i < 3; i++) {
      assertThat(afterTheBucketSaid(memory.handOver(KEY))).isSameAs(OBJECT);
    }
  }

  @Test
  void waitsForAllWhenTwoNewObjectsAreOnTheirWay() {
    String first = memory.handOver(KEY);
    String second = memory.handOver(KEY);
    assertThat(afterTheBucketSaid(second)).isNull();
    assertThat(afterTheBucketSaid(second)).isNull();
    assertThat(afterTheBucketSaid(first)).isSameAs(OBJECT);
    assertThat(memory.awaits(KEY)).isFalse();
  }

  @Test
  void givesUpWaitingForAnUploadThatNeverCame() {
    memory.handOver(KEY);
    for (int hour = 0; hour < 6; hour++) {
      assertThat(afterTheBucketSaid("the mark of another node")).isNull();
      advance(Duration.ofHours(1).plusMinutes(1));
    }
    assertThat(afterTheBucketSaid("the mark of another node")).isSameAs(OBJECT);
  }

  @Test
  void holdsABoundedNumberOfMarksOfOneKey() {
    for (int i = 0; i < 1000; i++) {
      memory.handOver(KEY);
    }
    String last = memory.handOver(KEY);
    assertThat(memory.marksOf(KEY)).hasSize(32).contains(last);
  }
}
