package io.sluice.resize;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 1: the time in steps of 100 ns, and 61 random bits where others write the
 * address of the network card.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.1">RFC 9562, 5.1 and 6.10</a>
 */
final class TimeUuid {
  private static final long SECONDS_FROM_1582_TO_1970 = 12_219_292_800L;
  private static final long STEPS_PER_SECOND = 10_000_000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /** Set in no address of a card that is sold, so it is known for a random one. */
  private static final long MULTICAST = 0x0000_0100_0000_0000L;

  private static final long VERSION = 0x1000L;

  private TimeUuid() {}

  /**
   * Makes one.
   *
   * @param time from the year 1582 to 5236
   * @param random makes two of the same instant differ
   */
  static UUID make(Instant time, RandomGenerator random) {
    long steps =
        (time.getEpochSecond() + SECONDS_FROM_1582_TO_1970) * STEPS_PER_SECOND
            + time.getNano() / 100;
    long low = steps & 0xFFFF_FFFFL;
    long middle = steps >>> 32 & 0xFFFFL;
    long high = steps >>> 48 & 0x0FFFL;
    long sequenceAndNode = random.nextLong() >>> 2;
    return new UUID(
        low << 32 | middle << 16 | VERSION | high, sequenceAndNode | VARIANT | MULTICAST);
  }
}
