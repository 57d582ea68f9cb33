package io.sluice.media.image.builtin;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * A view of the samples of a picture; writing to them changes the picture.
 *
 * <p>There are three forms, all 8 bits and sRGB: gray (1 channel), BGR (3), and ABGR (4, colours
 * not multiplied by alpha). Java's own drawing treats gray as linear light, so nothing here draws.
 *
 * @param width in pixels
 * @param height in pixels
 * @param channels 1, 3 or 4
 * @param samples interleaved, rows from the top, no gaps
 */
@SuppressWarnings("ArrayRecordComponent") // A view; a copy of its samples would be another thing.
record Pixels(int width, int height, int channels, byte[] samples) {
  static Pixels of(BufferedImage image) {
    int channels =
        switch (image.getType()) {
          case BufferedImage.TYPE_BYTE_GRAY -> 1;
          case BufferedImage.TYPE_3BYTE_BGR -> 3;
          case BufferedImage.TYPE_4BYTE_ABGR -> 4;
          default -> throw new IllegalArgumentException("no form of ours: " + image.getType());
        };
    byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Pixels(image.getWidth(), image.getHeight(), channels, samples);
  }

  static BufferedImage create(int width, int height, int channels) {
    int type =
        switch (channels) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_3BYTE_BGR;
          default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
    return new BufferedImage(width, height, type);
  }

  /** Whether the samples of an image can be viewed as they are. */
  static boolean isForm(BufferedImage image) {
    int type = image.getType();
    int channels =
        type == BufferedImage.TYPE_BYTE_GRAY
            ? 1
            : type == BufferedImage.TYPE_3BYTE_BGR
                ? 3
                : type == BufferedImage.TYPE_4BYTE_ABGR ? 4 : 0;
    long size = (long) image.getWidth() * image.getHeight() * channels;
    return channels > 0
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getOffset() == 0
        && buffer.getData().length == size;
  }

  static BufferedImage copy(BufferedImage image) {
    Pixels from = of(image);
    BufferedImage copy = create(from.width, from.height, from.channels);
    System.arraycopy(from.samples, 0, of(copy).samples, 0, from.samples.length);
    return copy;
  }

  /** The same picture in at least so many channels: 3 gives gray a colour, 4 adds alpha. */
  static BufferedImage widen(BufferedImage image, int channels) {
    Pixels from = of(image);
    if (from.channels >= channels) {
      return image;
    }
    BufferedImage result = create(from.width, from.height, channels);
    byte[] to = of(result).samples;
    int alpha = channels - 3;
    if (alpha > 0) {
      Arrays.fill(to, (byte) 255);
    }
    int o = 0;
    for (int i = 0; i < from.samples.length; i += from.channels, o += channels) {
      for (int c = 0; c < 3; c++) {
        to[o + alpha + c] = from.samples[from.channels == 1 ? i : i + c];
      }
    }
    return result;
  }

  /** Cuts a rectangle out; it lies inside the picture. */
  static BufferedImage cut(BufferedImage image, int left, int top, int width, int height) {
    Pixels from = of(image);
    BufferedImage result = create(width, height, from.channels);
    byte[] to = of(result).samples;
    for (int y = 0; y < height; y++) {
      int start = ((top + y) * from.width + left) * from.channels;
      System.arraycopy(from.samples, start, to, y * width * from.channels, width * from.channels);
    }
    return result;
  }

  boolean hasAlpha() {
    return channels == 4;
  }

  /** Where the colours of a pixel begin: blue, green, red; or gray. */
  int colorOffset() {
    return hasAlpha() ? 1 : 0;
  }

  /** How many colours a pixel has: 1 or 3. */
  int colors() {
    return channels == 1 ? 1 : 3;
  }

  int blue(int index) {
    return samples[index + colorOffset()] & 255;
  }

  int green(int index) {
    return samples[index + colorOffset() + (channels == 1 ? 0 : 1)] & 255;
  }

  int red(int index) {
    return samples[index + colorOffset() + (channels == 1 ? 0 : 2)] & 255;
  }

  int alpha(int index) {
    return hasAlpha() ? samples[index] & 255 : 255;
  }

  /** The luma of Rec. 601 of the pixel whose samples begin at an index. */
  int luma(int index) {
    return channels == 1
        ? samples[index] & 255
        : (299 * red(index) + 587 * green(index) + 114 * blue(index) + 500) / 1000;
  }

  static byte clamp(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  static byte clamp(double value) {
    return clamp((int) Math.round(value));
  }
}
