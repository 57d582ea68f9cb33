package io.sluice.media.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks from marker to marker; what stands between segments is stepped over. */
final class MarkerReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] data;
  private int position;

  MarkerReader(byte[] data) throws DamagedJpegException {
    if (data.length < 4 || (data[0] & 0xFF) != 0xFF || (data[1] & 0xFF) != Marker.START_OF_IMAGE) {
      throw new DamagedJpegException("does not begin as a JPEG");
    }
    this.data = data;
    this.position = 2;
  }

  int position() {
    return position;
  }

  void position(int to) {
    position = to;
  }

  /** The next marker that means something here; entropy-coded bytes on the way are passed by. */
  int next() throws DamagedJpegException {
    for (; ; ) {
      position = indexOfFill(data, position);
      while (position < data.length && data[position] == (byte) 0xFF) {
        position++;
      }
      if (position >= data.length) {
        throw new DamagedJpegException("ends before its end marker");
      }
      int marker = data[position++] & 0xFF;
      if (marker == Marker.START_OF_IMAGE) {
        throw new DamagedJpegException("begins twice");
      }
      if (marker != 0 && !Marker.standsAlone(marker)) {
        return marker;
      }
    }
  }

  /** The segment of the marker just read. */
  Segment segment() throws DamagedJpegException {
    int length = new Segment(data, position, data.length).pair();
    int from = position + 2;
    int to = position + length;
    if (length < 2 || to > data.length) {
      throw new DamagedJpegException("a segment is longer than the file");
    }
    position = to;
    return new Segment(data, from, to);
  }

  /** Where the next 0xFF is; the length when there is none. Eight bytes a step: scans are long. */
  private static int indexOfFill(byte[] data, int from) {
    int at = from;
    while (at <= data.length - Long.BYTES) {
      long eight = (long) LONGS.get(data, at);
      if (((~eight - 0x0101010101010101L) & eight & 0x8080808080808080L) != 0) {
        break;
      }
      at += Long.BYTES;
    }
    while (at < data.length && data[at] != (byte) 0xFF) {
      at++;
    }
    return at;
  }
}
