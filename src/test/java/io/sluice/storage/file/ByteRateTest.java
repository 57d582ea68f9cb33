package io.sluice.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteRateTest {
  private long now;
  private final List<Long> waits = new ArrayList<>();

  private ByteRate rate(long bytesPerSecond) {
    return new ByteRate(
        bytesPerSecond,
        () -> now,
        nanos -> {
          waits.add(nanos);
          now += nanos;
        });
  }

  @Test
  void waitsUntilBytesWereDue() throws Exception {
    ByteRate rate = rate(1000);
    rate.took(500);
    rate.took(500);
    assertThat(waits.stream().mapToLong(w -> w).sum()).isBetween(980_000_000L, 1_000_000_000L);
  }

  @Test
  void doesNotWaitForWhatTheDiskTookAnyway() throws Exception {
    ByteRate rate = rate(1000);
    now += 2_000_000_000L;
    rate.took(10);
    assertThat(waits).isEmpty();
  }

  @Test
  void doesNotMakeUpForATimeInWhichNothingWasRead() throws Exception {
    ByteRate rate = rate(1000);
    now += 60_000_000_000L;
    rate.took(1000);
    assertThat(waits).singleElement().satisfies(w -> assertThat(w).isGreaterThan(980_000_000L));
  }

  @Test
  void neverWaitsWithoutALimit() throws Exception {
    rate(0).took(Long.MAX_VALUE);
    assertThat(waits).isEmpty();
  }
}
