package io.sluice.media.image.vips;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Carries pixels over to Java and back, for what this engine does not do itself. */
final class VipsPixels {
  private static final int SRGB = 22;

  private final VipsRun run;
  private final VipsColors colors;

  VipsPixels(VipsRun run, VipsColors colors) {
    this.run = run;
    this.colors = colors;
  }

  /**
   * Copies an image.
   *
   * @param image 3 or 4 bands of 8 bits, in memory
   * @return {@code TYPE_3BYTE_BGR} or {@code TYPE_4BYTE_ABGR}
   */
  BufferedImage toJava(Pointer image) {
    Size size = colors.size(image);
    int bands = colors.hasAlpha(image) ? 4 : 3;
    Pointer pixels = run.functions().vips_image_get_data(image);
    if (pixels == null) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "no pixels");
    }
    int type = bands == 4 ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage result = new BufferedImage(size.width(), size.height(), type);
    byte[] to = ((DataBufferByte) result.getRaster().getDataBuffer()).getData();
    byte[] row = new byte[size.width() * bands];
    for (int y = 0; y < size.height(); y++) {
      pixels.read((long) y * row.length, row, 0, row.length);
      turn(row, 0, to, y * row.length, row.length, bands);
    }
    return result;
  }

  /** Red first and alpha last becomes the other way round, and back: the same either way. */
  private static void turn(byte[] from, int i, byte[] to, int o, int length, int bands) {
    for (int p = 0; p < length; p += bands) {
      for (int c = 0; c < bands; c++) {
        to[o + p + c] = from[i + p + bands - 1 - c];
      }
    }
  }

  /**
   * Copies a picture.
   *
   * @param picture gray, {@code TYPE_3BYTE_BGR} or {@code TYPE_4BYTE_ABGR}
   * @return 3 or 4 bands of 8 bits, in memory, owned by the run
   */
  Pointer toVips(BufferedImage picture) {
    byte[] from = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    int width = picture.getWidth();
    int height = picture.getHeight();
    int samples = picture.getRaster().getNumBands();
    int bands = Math.max(3, samples);
    byte[] row = new byte[width * bands];
    try (Memory pixels = new Memory((long) row.length * height)) {
      for (int y = 0; y < height; y++) {
        if (samples == 1) {
          for (int i = 0; i < row.length; i++) {
            row[i] = from[y * width + i / 3];
          }
        } else {
          turn(from, y * row.length, row, 0, row.length, bands);
        }
        pixels.write((long) y * row.length, row, 0, row.length);
      }
      Pointer image =
          run.keep(
              run.functions()
                  .vips_image_new_from_memory_copy(
                      pixels, pixels.size(), width, height, bands, VipsColors.BYTES));
      return run.apply("copy", image, "interpretation", SRGB);
    }
  }
}
