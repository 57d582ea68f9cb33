package io.sluice.media.image.jpeg;

import org.jspecify.annotations.Nullable;

/** Reads a file up to its first scan. */
final class HeadReader {
  private static final String EXIF = "Exif\0\0";
  private static final String ICC = "ICC_PROFILE\0";

  private final IccChunks icc = new IccChunks();
  private @Nullable FrameHeader frame;
  private int orientation;

  JpegHead read(byte[] data) throws DamagedJpegException, UnsupportedJpegException {
    MarkerReader markers = new MarkerReader(data);
    for (; ; ) {
      int marker = markers.next();
      if (marker == Marker.END_OF_IMAGE) {
        throw new DamagedJpegException("holds no picture");
      }
      Segment segment = markers.segment();
      if (marker == Marker.START_OF_SCAN) {
        return head();
      }
      take(marker, segment);
    }
  }

  private void take(int marker, Segment segment)
      throws DamagedJpegException, UnsupportedJpegException {
    if (Marker.startsFrame(marker)) {
      if (frame != null) {
        throw new DamagedJpegException("two frames");
      }
      frame = FrameHeader.read(marker, segment);
    } else if (marker == Marker.APP_1 && orientation == 0 && segment.skip(EXIF)) {
      orientation = ExifOrientation.read(segment.rest());
    } else if (marker == Marker.APP_2 && segment.skip(ICC)) {
      icc.add(segment);
    }
  }

  private JpegHead head() throws DamagedJpegException {
    if (frame == null) {
      throw new DamagedJpegException("a scan before its frame");
    }
    return new JpegHead(
        frame.width(),
        frame.height(),
        frame.parts().size(),
        frame.progressive(),
        Math.max(1, orientation),
        icc.profile(),
        frame.supported(),
        frame.samplings());
  }
}
