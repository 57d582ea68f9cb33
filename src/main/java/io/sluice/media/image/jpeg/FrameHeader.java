package io.sluice.media.image.jpeg;

import java.util.ArrayList;
import java.util.List;

/** What a frame's segment says (T.81, B.2.2). */
record FrameHeader(int marker, int precision, int width, int height, List<Part> parts) {
  /** One component, and which quantisation table is its. */
  record Part(int id, Sampling sampling, int table) {}

  static FrameHeader read(int marker, Segment segment)
      throws DamagedJpegException, UnsupportedJpegException {
    if (marker == Marker.RESERVED_FRAME || marker == Marker.JPEG_LS_FRAME) {
      throw new UnsupportedJpegException("not a JPEG of T.81");
    }
    int precision = segment.octet();
    int height = segment.pair();
    int width = segment.pair();
    int count = segment.octet();
    if (width == 0 || count == 0) {
      throw new DamagedJpegException("a picture without width or components");
    }
    if (height == 0) {
      throw new UnsupportedJpegException("the height only follows after the picture");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(part(segment));
    }
    return new FrameHeader(marker, precision, width, height, List.copyOf(parts));
  }

  private static Part part(Segment segment) throws DamagedJpegException {
    int id = segment.octet();
    int both = segment.octet();
    int horizontal = both >> 4;
    int vertical = both & 15;
    int table = segment.octet();
    if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4 || table > 3) {
      throw new DamagedJpegException("a component with a sampling or table that does not exist");
    }
    return new Part(id, new Sampling(horizontal, vertical), table);
  }

  boolean progressive() {
    return marker == Marker.PROGRESSIVE;
  }

  List<Sampling> samplings() {
    return parts.stream().map(Part::sampling).toList();
  }

  boolean supported() {
    boolean known =
        marker == Marker.BASELINE || marker == Marker.EXTENDED || marker == Marker.PROGRESSIVE;
    return known
        && precision == 8
        && (parts.size() == 1 || parts.size() == 3)
        && FrameLayout.fits(samplings());
  }
}
