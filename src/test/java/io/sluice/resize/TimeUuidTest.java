package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeUuidTest {
  private static final Instant TIME = Instant.parse("2016-12-06T21:39:37.123456700Z");

  @Test
  void holdsTheTimeWhereVersionOneHasIt() {
    UUID uuid = TimeUuid.make(TIME, new Random(1));

    assertThat(uuid.version()).isEqualTo(1);
    assertThat(uuid.variant()).isEqualTo(2);
    Instant year1582 = Instant.parse("1582-10-15T00:00:00Z");
    assertThat(
            year1582
                .plusSeconds(uuid.timestamp() / 10_000_000)
                .plusNanos(uuid.timestamp() % 10_000_000 * 100))
        .isEqualTo(TIME);
  }

  @Test
  void holdsNoAddressOfANetworkCard() {
    Set<Long> nodes = new HashSet<>();
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      long node = TimeUuid.make(TIME, random).node();
      assertThat(node & 0x0100_0000_0000L).as("the bit that no card has").isNotZero();
      nodes.add(node);
    }
    assertThat(nodes).hasSize(1000);
  }
}
