package io.sluice.media.image.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins a colour profile that is spread over several segments, in whatever order they come. A part
 * too many or too few makes it no profile at all: half of one would be worse than none.
 *
 * @see <a href="https://www.color.org/specification/ICC.1-2022-05.pdf">ICC.1, 7.2 and annex B.4</a>
 */
final class IccChunks {
  private static final int HEADER = 128;
  private static final int SIGNATURE_AT = 36;

  private final Map<Integer, byte[]> chunks = new TreeMap<>();
  private int total;
  private boolean broken;

  /** Takes one part: its number from 1, how many there are, and its bytes. */
  void add(Segment segment) throws DamagedJpegException {
    if (segment.remaining() < 2) {
      broken = true;
      return;
    }
    int number = segment.octet();
    int of = segment.octet();
    broken |= number < 1 || number > of || (total != 0 && total != of);
    total = of;
    broken |= chunks.put(number, segment.rest()) != null;
  }

  byte @Nullable [] profile() {
    if (broken || total == 0 || chunks.size() != total) {
      return null;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    chunks.values().forEach(joined::writeBytes);
    byte[] profile = joined.toByteArray();
    return isProfile(profile) ? profile : null;
  }

  private static boolean isProfile(byte[] profile) {
    return profile.length >= HEADER
        && number(profile, 0) == profile.length
        && number(profile, SIGNATURE_AT) == 0x61637370; // "acsp"
  }

  private static int number(byte[] bytes, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }
}
