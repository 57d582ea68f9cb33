package io.sluice.media.image.builtin;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the pixels of a PNG or WebP file, in its chunks.
 *
 * @param orientation 1 to 8, as in Exif
 * @param profile an ICC profile, not looked at; null when there is none
 * @param frames of an animated WebP; else 1
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, to the one who converts colours.
record Chunks(int orientation, byte @Nullable [] profile, int frames) {
  static final Chunks NONE = new Chunks(1, null, 1);
  private static final int MAX_CHUNKS = 100_000;
  private static final int MAX_SIDE_BYTES = 4 << 20;

  /**
   * Walks a PNG up to its end; what follows the pixels may hold the orientation.
   *
   * @throws EOFException the file is cut off
   * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG, chunk layout</a>
   */
  static Chunks ofPng(ImageInputStream in) throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    long at = 8;
    int orientation = 1;
    byte @Nullable [] profile = null;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      in.seek(at);
      long length = in.readUnsignedInt();
      int name = in.readInt();
      if (name == id("eXIf")) {
        orientation = orientation(body(in, length));
      } else if (name == id("iCCP")) {
        profile = inflated(body(in, length));
      } else if (name == id("IEND")) {
        break;
      }
      at += 12 + length;
    }
    return new Chunks(orientation, profile, 1);
  }

  /**
   * Walks a WebP.
   *
   * @param limit of frames past which nobody counts
   * @throws EOFException the file is cut off
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-2.7">RFC 9649, 2.7</a>
   */
  static Chunks ofWebp(ImageInputStream in, int limit) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(4);
    long end = in.readUnsignedInt() + 8;
    if (in.length() >= 0 && in.length() < end) {
      throw new EOFException("shorter than it says");
    }
    long at = 12;
    int orientation = 1;
    int frames = 0;
    for (int i = 0; i < MAX_CHUNKS && at + 8 <= end && frames <= limit; i++) {
      in.seek(at);
      int name = Integer.reverseBytes(in.readInt());
      long length = in.readUnsignedInt();
      if (name == id("EXIF")) {
        orientation = orientation(body(in, length));
      } else if (name == id("ANMF")) {
        frames++;
      }
      at += 8 + length + (length & 1);
    }
    return new Chunks(orientation, null, Math.max(1, frames));
  }

  private static int id(String name) {
    return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
  }

  private static byte[] body(ImageInputStream in, long length) throws IOException {
    byte[] body = new byte[length > MAX_SIDE_BYTES ? 0 : (int) length];
    in.readFully(body);
    return body;
  }

  private static int orientation(byte[] exif) {
    boolean named = exif.length > 6 && exif[0] == 'E' && exif[1] == 'x';
    int skip = named ? 6 : 0;
    return TiffTags.orientation(new ByteArrayImageInputStream(exif, skip, exif.length - skip));
  }

  private static byte @Nullable [] inflated(byte[] body) {
    int name = 0;
    while (name < body.length && body[name] != 0) {
      name++;
    }
    int start = name + 2;
    if (start >= body.length) {
      return null;
    }
    ByteArrayInputStream packed = new ByteArrayInputStream(body, start, body.length - start);
    try (InflaterInputStream in = new InflaterInputStream(packed)) {
      return in.readNBytes(MAX_SIDE_BYTES);
    } catch (IOException e) {
      return null;
    }
  }
}
