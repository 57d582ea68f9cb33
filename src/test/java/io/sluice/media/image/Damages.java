package io.sluice.media.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Sound files of every format and kind, and what chance makes of them. All are 48 pixels wide or
 * 64, and a few kilobytes long.
 */
final class Damages {
  /** A file by its name, for the report of a fault. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Sample(String name, byte[] bytes) {}

  private static final List<String> NAMES =
      List.of(
          "baseline.jpg",
          "progressive.jpg",
          "restarts.jpg",
          "gray.jpg",
          "cmyk.jpg",
          "turned.jpg",
          "plain.png",
          "interlaced.png",
          "palette.png",
          "deep.png",
          "still.gif",
          "moving.gif",
          "lossy.webp",
          "lossless.webp",
          "moving.webp",
          "strips.tif",
          "lzw.tif",
          "tiles.tif",
          "jpeg.tif",
          "deep.tif",
          "still.avif",
          "alpha.avif",
          "still.heic",
          "plain.bmp",
          "palette.bmp",
          "picture.psd");

  /** By these a format is told; with others the file is none, and nothing more is tried. */
  private static final int MAGIC_BYTES = 12;

  /** Heads are where the sizes are. */
  private static final int HEAD_BYTES = 200;

  private Damages() {}

  static List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String name : NAMES) {
      try (InputStream in = Damages.class.getResourceAsStream("fuzz/" + name)) {
        if (in == null) {
          throw new IOException("no sample " + name);
        }
        samples.add(new Sample(name, in.readAllBytes()));
      }
    }
    return samples;
  }

  /** One damage or several: cut off, bits turned, bytes changed, a run repeated or wiped out. */
  static byte[] damage(Sample sample, Random random) {
    byte[] bytes = sample.bytes().clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      bytes = once(bytes, random);
    }
    if (sample.name().endsWith(".png") && random.nextBoolean()) {
      seal(bytes);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, HEAD_BYTES);
    int spared = random.nextInt(20) == 0 ? 0 : Math.min(reach - 1, MAGIC_BYTES);
    int at = spared + random.nextInt(reach - spared);
    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1, 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 3 -> bytes[at] = (byte) random.nextInt(256);
      case 4 -> {
        // Longer than it was, and everything after it in another place.
        byte[] more = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, more, at + length, bytes.length - at);
        return more;
      }
      default -> Arrays.fill(bytes, at, at + length, random.nextBoolean() ? (byte) 0 : (byte) 0xFF);
    }
    return bytes;
  }

  /** Makes the checksums of a PNG right, so that what is damaged gets past them. */
  private static void seal(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int at = 8;
    while (at + 12 <= png.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
  }
}
