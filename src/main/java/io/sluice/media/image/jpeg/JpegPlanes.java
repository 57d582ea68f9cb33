package io.sluice.media.image.jpeg;

import java.util.List;

/**
 * A decoded picture whose brightness and colours lie apart, each at its own size.
 *
 * @param width of the picture, which is that of the first plane
 * @param height of the picture, which is that of the first plane
 * @param planes one for gray; else Y, Cb, Cr, full range as in JFIF
 */
public record JpegPlanes(int width, int height, List<Plane> planes) {
  /** Keeps its own list. */
  public JpegPlanes {
    planes = List.copyOf(planes);
  }

  /**
   * The samples of one component. It covers the same picture as the others, whatever its size.
   *
   * @param width in samples
   * @param height in samples
   * @param stride from one row to the next, at least the width
   * @param samples from the top left, row by row, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // As of DecodedJpeg.
  public record Plane(int width, int height, int stride, byte[] samples) {}
}
