package io.sluice.media.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes by hand what no sane program writes. */
final class Bombs {
  private Bombs() {}

  /** Of one colour: a bit a pixel, and a thousandth of that when packed; whole with all rows. */
  static byte[] png(int width, int height, int rowsThere) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(height);
    out.writeBytes(chunk("IHDR", head.put(new byte[] {1, 0, 0, 0, 0}).array()));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
      byte[] row = new byte[1 + (width + 7) / 8];
      for (int y = 0; y < rowsThere; y++) {
        rows.write(row);
      }
    }
    out.writeBytes(chunk("IDAT", packed.toByteArray()));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] content) {
    byte[] name = type.getBytes(ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    return ByteBuffer.allocate(content.length + 12)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) sum.getValue())
        .array();
  }

  /** Frames of one pixel each. */
  static byte[] gif(int frames) {
    byte[] head = "GIF89a\1\0\1\0\u0080\0\0\0\0\0\u00ff\u00ff\u00ff".getBytes(ISO_8859_1);
    byte[] frame = ",\0\0\0\0\1\0\1\0\0\2\2D\1\0".getBytes(ISO_8859_1);
    ByteBuffer all = ByteBuffer.allocate(head.length + frames * frame.length + 1).put(head);
    for (int i = 0; i < frames; i++) {
      all.put(frame);
    }
    return all.put((byte) ';').array();
  }

  static byte[] jpegComment(byte[] text) {
    return ByteBuffer.allocate(text.length + 4)
        .put((byte) 0xFF)
        .put((byte) 0xFE)
        .putShort((short) (text.length + 2))
        .put(text)
        .array();
  }

  static byte[] gifComment(byte[] text) {
    return ByteBuffer.allocate(text.length + 4)
        .put((byte) 0x21)
        .put((byte) 0xFE)
        .put((byte) text.length)
        .put(text)
        .array();
  }

  static byte[] insert(byte[] into, int at, byte[] what) {
    return ByteBuffer.allocate(into.length + what.length)
        .put(into, 0, at)
        .put(what)
        .put(into, at, into.length - at)
        .array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }
}
