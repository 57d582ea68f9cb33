package io.sluice.media.image.vips;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Puts an Exif segment with nothing but an orientation into a JPEG file. */
final class OrientedJpeg {
  private static final String BEFORE = "4d4d002a00000008000101120003000000010";
  private static final String AFTER = "000000000000";

  private OrientedJpeg() {}

  static Path write(Path plain, int orientation, Path file) throws IOException {
    byte[] tiff = HexFormat.of().parseHex(BEFORE + "00" + orientation + AFTER);
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] jpeg = Files.readAllBytes(plain);
    int length = 2 + name.length + tiff.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
    out.writeBytes(name);
    out.writeBytes(tiff);
    out.writeBytes(Arrays.copyOfRange(jpeg, 2, jpeg.length));
    return Files.write(file, out.toByteArray());
  }
}
