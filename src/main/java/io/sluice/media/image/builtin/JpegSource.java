package io.sluice.media.image.builtin;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.jpeg.DecodedJpeg;
import io.sluice.media.image.jpeg.JpegHead;
import io.sluice.media.image.jpeg.ReducedJpeg;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JPEG by our own decoder, which can decode smaller; what that leaves to others, by them. */
final class JpegSource {
  private static final int MAX_HEAD = 32 << 20;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private JpegSource() {}

  static ImageInfo probe(Path source) throws IOException {
    byte[] head = head(source);
    return Damage.guarded(
        () -> {
          JpegHead read = ReducedJpeg.head(head);
          Size size = new Size(read.width(), read.height());
          return new ImageInfo(ImageFormat.JPEG, size, 1, read.orientation(), read.supported());
        });
  }

  static boolean hasProfile(Path source) throws IOException {
    byte[] head = head(source);
    return Damage.guarded(() -> ReducedJpeg.head(head).iccProfile() != null);
  }

  /** What stands before the pixels: a probe of a large file reads no more. */
  private static byte[] head(Path source) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(source)))) {
      copyHead(in, new DataOutputStream(head), head);
    } catch (java.io.EOFException e) {
      throw Damage.of("ends in its head");
    }
    return head.toByteArray();
  }

  private static void copyHead(DataInputStream in, DataOutputStream to, ByteArrayOutputStream all)
      throws IOException {
    to.writeShort(in.readUnsignedShort());
    int marker = 0;
    while (marker != START_OF_SCAN && marker != END_OF_IMAGE && all.size() < MAX_HEAD) {
      int fill = in.readUnsignedByte();
      if (fill != 0xFF) {
        throw Damage.of("no marker where one should be");
      }
      do {
        marker = in.readUnsignedByte();
      } while (marker == 0xFF);
      to.writeByte(0xFF);
      to.writeByte(marker);
      boolean alone = marker == 1 || (marker >= 0xD0 && marker <= END_OF_IMAGE);
      if (!alone) {
        int length = in.readUnsignedShort();
        to.writeShort(length);
        byte[] body = new byte[Math.max(0, length - 2)];
        in.readFully(body);
        to.write(body);
      }
    }
  }

  static Decoded read(Path source, int denominator, Runnable check) throws IOException {
    byte[] data = Files.readAllBytes(source);
    return Damage.guarded(() -> decode(data, denominator, check));
  }

  private static Decoded decode(byte[] data, int denominator, Runnable check) throws IOException {
    JpegHead head = ReducedJpeg.head(data);
    if (head.supported()) {
      DecodedJpeg decoded = ReducedJpeg.decode(data, denominator, check);
      return new Decoded(wrap(decoded), ColorProfile.parse(head.iccProfile()));
    }
    if (!isComplete(data)) {
      throw Damage.of("cut off");
    }
    // The reader itself applies the profile of what is printed in four inks.
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(data)) {
      BufferedImage image = PlainSource.readFirst(in, ImageFormat.JPEG, check);
      return Forms.of(image, null, check);
    }
  }

  private static BufferedImage wrap(DecodedJpeg decoded) {
    BufferedImage image = Pixels.create(decoded.width(), decoded.height(), decoded.channels());
    byte[] to = Pixels.of(image).samples();
    byte[] from = decoded.samples();
    if (decoded.channels() == 1) {
      System.arraycopy(from, 0, to, 0, to.length);
      return image;
    }
    for (int i = 0; i < to.length; i += 3) {
      to[i] = from[i + 2];
      to[i + 1] = from[i + 1];
      to[i + 2] = from[i];
    }
    return image;
  }

  /** Whether the end is marked; other readers fill up with gray what is missing before it. */
  private static boolean isComplete(byte[] data) {
    int last = Math.max(2, data.length - 65_536);
    for (int i = data.length - 2; i >= last; i--) {
      if ((data[i] & 255) == 0xFF && (data[i + 1] & 255) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }
}
