package io.sluice.media.image.builtin;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import net.coobird.thumbnailator.filters.ImageFilter;
import org.jspecify.annotations.Nullable;

/**
 * Brings colours of a profile into sRGB; a profile that cannot be used changes nothing.
 *
 * @param profile of the picture's colours
 * @param check called every few rows
 */
record ColorProfile(ICC_Profile profile, Runnable check) implements ImageFilter {
  private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
  private static final int ROWS = 64;

  /** Reads a profile; null when it is broken. */
  static @Nullable ICC_Profile parse(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return ICC_Profile.getInstance(bytes);
    } catch (RuntimeException e) {
      return null;
    }
  }

  @Override
  public BufferedImage apply(BufferedImage image) {
    Pixels pixels = Pixels.of(image);
    try {
      if (profile.getNumComponents() == pixels.colors()) {
        convert(image.getRaster(), image.getRaster(), pixels.colors());
      }
    } catch (IllegalArgumentException | java.awt.color.CMMException e) {
      return image;
    }
    return image;
  }

  /**
   * Converts row by row.
   *
   * @param from its first bands are colours of the profile
   * @param to may be the same; gets red, green and blue, or only the first when it has one band
   * @param colors how many bands of the target are written
   */
  void convert(Raster from, WritableRaster to, int colors) {
    ColorConvertOp op = new ColorConvertOp(new ICC_Profile[] {profile, SRGB}, null);
    int width = from.getWidth();
    int[] bands = firstBands(profile.getNumComponents());
    for (int y = 0; y < from.getHeight(); y += ROWS) {
      check.run();
      int rows = Math.min(ROWS, from.getHeight() - y);
      Raster part = from.createChild(from.getMinX(), from.getMinY() + y, width, rows, 0, 0, bands);
      WritableRaster done = Raster.createInterleavedRaster(0, width, rows, 3, null);
      op.filter(part, done);
      for (int band = 0; band < colors; band++) {
        int[] values = done.getSamples(0, 0, width, rows, band, (int[]) null);
        to.setSamples(0, y, width, rows, band, values);
      }
    }
  }

  private static int[] firstBands(int count) {
    int[] bands = new int[count];
    for (int i = 0; i < count; i++) {
      bands[i] = i;
    }
    return bands;
  }
}
