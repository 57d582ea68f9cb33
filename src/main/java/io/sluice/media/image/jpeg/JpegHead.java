package io.sluice.media.image.jpeg;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first entropy-coded byte.
 *
 * @param width as stored, 1 to 65535
 * @param height as stored, 1 to 65535
 * @param components 1 gray, 3 colour, 4 usually CMYK
 * @param progressive whether it comes in several scans that refine each other
 * @param orientation 1 to 8, as in Exif; 1 when nothing sound says otherwise
 * @param iccProfile joined from its parts, not copied; null when there is none, or it is broken
 * @param supported whether {@link ReducedJpeg#decode} reads this kind: 8 bit, Huffman coded, 1 or 3
 *     components, sampled in whole ratios
 * @param samplings one for each component
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed on once, to the one who converts colours.
public record JpegHead(
    int width,
    int height,
    int components,
    boolean progressive,
    int orientation,
    byte @Nullable [] iccProfile,
    boolean supported,
    List<Sampling> samplings) {
  /** Keeps its own list. */
  public JpegHead {
    samplings = List.copyOf(samplings);
  }

  /**
   * How much memory {@link ReducedJpeg#decode} takes, besides the file itself.
   *
   * @param denominator 1, 2, 4 or 8
   * @return bytes, result included; 0 when the kind is not supported
   */
  public long memory(int denominator) {
    return supported
        ? FrameLayout.of(width, height, samplings, denominator, false).memory(progressive)
        : 0;
  }
}
