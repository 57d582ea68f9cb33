package io.sluice.media.image.jpeg;

import java.io.IOException;

/**
 * Reads JPEG files at full size or straight at 1/2, 1/4 or 1/8 of it.
 *
 * <p>Takes 8-bit baseline, extended and progressive files, Huffman coded, of one or three
 * components. What ends too early is refused rather than filled up with gray. Safe for use by many
 * threads.
 *
 * <p>A progressive file is read only as far as the size needs: coefficients whose last bits stand
 * in a scan that also holds much else stay a little coarser.
 */
public final class ReducedJpeg {
  private ReducedJpeg() {}

  /**
   * What stands before the first scan; no entropy-coded byte is touched.
   *
   * @param data the file, or at least its beginning
   * @return size, kind, orientation, colour profile
   * @throws DamagedJpegException no JPEG, or broken before its first scan
   * @throws UnsupportedJpegException of a kind whose size cannot be told: JPEG-LS, or a height that
   *     follows after the picture
   * @throws IOException one of these two
   */
  public static JpegHead head(byte[] data) throws IOException {
    return new HeadReader().read(data);
  }

  /**
   * Decodes to {@code ceil(width / denominator)} by {@code ceil(height / denominator)}.
   *
   * <p>Memory: {@link JpegHead#memory}. It is taken only when the file has enough bytes for the
   * size that it claims.
   *
   * @param data the whole file; not changed
   * @param denominator 1, 2, 4 or 8
   * @param check run once for each row of units of 8 to 32 lines, in each scan and in the passes
   *     after them; may throw to end the run
   * @return gray, or red, green, blue
   * @throws DamagedJpegException breaks the rules, or ends too early
   * @throws UnsupportedJpegException {@link JpegHead#supported} would be false, or an array cannot
   *     hold the result
   * @throws IOException one of these two
   * @throws IllegalArgumentException another denominator
   */
  public static DecodedJpeg decode(byte[] data, int denominator, Runnable check)
      throws IOException {
    return new JpegDecoder(data, denominator, false, check).picture();
  }

  /**
   * As {@link #decode}, for those who take brightness and colours apart anyway: no conversion, and
   * sparsely sampled colours stay at their own size (at 1/8 they may be as large as the
   * brightness).
   *
   * @param data the whole file; not changed
   * @param denominator 1, 2, 4 or 8
   * @param check as of {@link #decode}
   * @return one plane for gray, else three
   * @throws DamagedJpegException as of {@link #decode}
   * @throws UnsupportedJpegException as of {@link #decode}, or stored as red, green, blue
   * @throws IOException one of these two
   */
  public static JpegPlanes decodePlanes(byte[] data, int denominator, Runnable check)
      throws IOException {
    return new JpegDecoder(data, denominator, true, check).planes();
  }
}
