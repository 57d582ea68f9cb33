package io.sluice.media.image.jpeg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What follows a marker, read from front to back; its end is an end, whatever stands behind. */
final class Segment {
  private final byte[] data;
  private final int end;
  private int position;

  Segment(byte[] data, int from, int to) {
    this.data = data;
    this.position = from;
    this.end = to;
  }

  int remaining() {
    return end - position;
  }

  int octet() throws DamagedJpegException {
    need(1);
    return data[position++] & 0xFF;
  }

  int pair() throws DamagedJpegException {
    need(2);
    position += 2;
    return (data[position - 2] & 0xFF) << 8 | (data[position - 1] & 0xFF);
  }

  byte[] octets(int count) throws DamagedJpegException {
    need(count);
    position += count;
    return Arrays.copyOfRange(data, position - count, position);
  }

  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(data, position, end);
    position = end;
    return rest;
  }

  /** Steps over the text when it comes next, and says whether it did. */
  boolean skip(String ascii) {
    byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
    int to = position + wanted.length;
    if (to > end || !Arrays.equals(data, position, to, wanted, 0, wanted.length)) {
      return false;
    }
    position = to;
    return true;
  }

  private void need(int count) throws DamagedJpegException {
    if (remaining() < count) {
      throw new DamagedJpegException("a segment is too short for what it should hold");
    }
  }
}
