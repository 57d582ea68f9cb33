package io.sluice.media.image.builtin;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/** Brings what a reader gives into one of the forms of {@link Pixels}. */
final class Forms {
  private final BufferedImage from;
  private final ColorModel model;
  private final Runnable check;

  private Forms(BufferedImage from, Runnable check) {
    this.from = from;
    this.model = from.getColorModel();
    this.check = check;
  }

  /**
   * Converts, or gives the same.
   *
   * @param image of any kind that a reader makes
   * @param profile said by the file beside its pixels; null for that of the image
   * @param check called once a row
   */
  static Decoded of(BufferedImage image, @Nullable ICC_Profile profile, Runnable check) {
    if (Pixels.isForm(image)) {
      return new Decoded(image, profile);
    }
    return new Forms(image, check).convert(profile);
  }

  private Decoded convert(@Nullable ICC_Profile profile) {
    if (model instanceof IndexColorModel palette) {
      return new Decoded(fromPalette(palette), profile);
    }
    ColorSpace space = model.getColorSpace();
    int colors = space.getNumComponents();
    boolean plain =
        model instanceof ComponentColorModel
            && !model.isAlphaPremultiplied()
            && (model.getTransferType() == DataBuffer.TYPE_BYTE
                || model.getTransferType() == DataBuffer.TYPE_USHORT);
    if (plain && (colors == 1 || (colors == 3 && space.getType() == ColorSpace.TYPE_RGB))) {
      return new Decoded(fromSamples(colors), profile == null ? profileOf(space) : profile);
    }
    if (plain && colors == 4 && space instanceof ICC_ColorSpace icc) {
      return new Decoded(fromInks(icc.getProfile()), null);
    }
    return new Decoded(fromAny(), null);
  }

  private static @Nullable ICC_Profile profileOf(ColorSpace space) {
    boolean known = space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
    return !known && space instanceof ICC_ColorSpace icc ? icc.getProfile() : null;
  }

  private BufferedImage fromPalette(IndexColorModel palette) {
    int size = palette.getMapSize();
    int[] argb = new int[size];
    palette.getRGBs(argb);
    boolean gray = true;
    boolean opaque = true;
    for (int color : argb) {
      gray &= ((color >> 16) & 255) == (color & 255) && ((color >> 8) & 255) == (color & 255);
      opaque &= color >>> 24 == 255;
    }
    BufferedImage result = create(!opaque ? 4 : gray ? 1 : 3);
    int[] row = new int[from.getWidth()];
    for (int y = 0; y < from.getHeight(); y++) {
      check.run();
      from.getRaster().getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        row[x] = row[x] < size ? argb[row[x]] : 0xFF000000;
      }
      setRow(result, y, row);
    }
    return result;
  }

  private BufferedImage fromSamples(int colors) {
    int bands = from.getRaster().getNumBands();
    boolean alpha = model.hasAlpha() && bands > colors;
    BufferedImage result = create(alpha ? 4 : colors);
    int max = (1 << model.getComponentSize(0)) - 1;
    int[] row = new int[from.getWidth() * bands];
    byte[] to = Pixels.of(result).samples();
    int o = 0;
    for (int y = 0; y < from.getHeight(); y++) {
      check.run();
      from.getRaster().getPixels(0, y, from.getWidth(), 1, row);
      for (int p = 0; p < row.length; p += bands) {
        if (alpha) {
          to[o++] = scaled(row[p + colors], max);
        }
        if (alpha || colors == 3) {
          to[o++] = scaled(row[p + colors - 1], max);
          to[o++] = scaled(row[p + colors / 2], max);
        }
        to[o++] = scaled(row[p], max);
      }
    }
    return result;
  }

  private static byte scaled(int value, int max) {
    return (byte) (max == 255 ? value : (value * 255L + max / 2) / max);
  }

  private BufferedImage fromInks(ICC_Profile profile) {
    BufferedImage result = create(3);
    Raster inks = from.getRaster();
    new ColorProfile(profile, check).convert(inks, result.getRaster(), 3);
    return result;
  }

  private BufferedImage fromAny() {
    BufferedImage result = create(model.hasAlpha() ? 4 : 3);
    int[] row = new int[from.getWidth()];
    for (int y = 0; y < from.getHeight(); y++) {
      check.run();
      from.getRGB(0, y, row.length, 1, row, 0, row.length);
      setRow(result, y, row);
    }
    return result;
  }

  private BufferedImage create(int channels) {
    return Pixels.create(from.getWidth(), from.getHeight(), channels);
  }

  private static void setRow(BufferedImage image, int y, int[] argb) {
    Pixels pixels = Pixels.of(image);
    byte[] to = pixels.samples();
    int o = y * argb.length * pixels.channels();
    for (int color : argb) {
      if (pixels.hasAlpha()) {
        to[o++] = (byte) (color >>> 24);
      }
      to[o++] = (byte) color;
      if (pixels.channels() > 1) {
        to[o++] = (byte) (color >> 8);
        to[o++] = (byte) (color >> 16);
      }
    }
  }
}
