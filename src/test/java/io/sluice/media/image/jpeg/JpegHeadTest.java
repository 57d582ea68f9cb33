package io.sluice.media.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegHeadTest {
  private static final String FRAME = "08 0102 0304 03 01 22 00 02 11 01 03 11 01";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] segment(int marker, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker});
    out.write((content.length + 2) >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] file(int frameMarker, String frame, byte[]... segments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("FFD8"));
    for (byte[] segment : segments) {
      out.writeBytes(segment);
    }
    out.writeBytes(segment(frameMarker, hex(frame)));
    out.writeBytes(segment(0xDA, hex("01 01 00 00 3F 00")));
    return out.toByteArray();
  }

  private static JpegHead head(byte[]... segments) throws IOException {
    return ReducedJpeg.head(file(0xC0, FRAME, segments));
  }

  private static byte[] exif(String tiff) {
    return segment(0xE1, hex("457869660000" + tiff));
  }

  @Test
  void readsSizeAndKind() throws IOException {
    JpegHead head = ReducedJpeg.head(file(0xC2, FRAME));

    assertThat(head.width()).isEqualTo(0x0304);
    assertThat(head.height()).isEqualTo(0x0102);
    assertThat(head.components()).isEqualTo(3);
    assertThat(head.progressive()).isTrue();
    assertThat(head.supported()).isTrue();
    assertThat(head.orientation()).isEqualTo(1);
    assertThat(head.iccProfile()).isNull();
    assertThat(head.samplings())
        .containsExactly(new Sampling(2, 2), new Sampling(1, 1), new Sampling(1, 1));
  }

  @Test
  void saysHowMuchMemoryADecodingTakes() throws IOException {
    JpegHead head = ReducedJpeg.head(file(0xC0, FRAME));
    JpegHead progressive = ReducedJpeg.head(file(0xC2, FRAME));

    // 49 x 17 units: at 1/8 four samples of each component, and 97 x 33 pixels.
    assertThat(head.memory(8)).isEqualTo(49 * 17 * 4 * 3 + 97 * 33 * 3);
    // One coefficient a block of brightness, five a block of colour.
    assertThat(progressive.memory(8) - head.memory(8)).isEqualTo(49 * 17 * (4 + 5 + 5) * 2);
  }

  @ParameterizedTest
  @CsvSource({
    "0xC9, 08 0102 0304 01 01 11 00", // arithmetic
    "0xC3, 08 0102 0304 01 01 11 00", // lossless
    "0xC1, 0C 0102 0304 01 01 11 00", // 12 bit
    "0xC0, 08 0102 0304 04 01 11 00 02 11 00 03 11 00 04 11 00", // CMYK
    "0xC0, 08 0102 0304 03 01 31 00 02 21 00 03 21 00" // two thirds
  })
  void leavesToOthersWhatItDoesNotKnow(String marker, String frame) throws IOException {
    byte[] file = file(Integer.decode(marker), frame);

    assertThat(ReducedJpeg.head(file).supported()).isFalse();
    assertThat(ReducedJpeg.head(file).memory(1)).isZero();
    assertThatThrownBy(() -> ReducedJpeg.decode(file, 1, () -> {}))
        .isInstanceOf(UnsupportedJpegException.class);
  }

  @Test
  void leavesAHeightThatFollowsThePictureToOthers() {
    byte[] file = file(0xC0, "08 0000 0304 01 01 11 00");

    assertThatThrownBy(() -> ReducedJpeg.head(file)).isInstanceOf(UnsupportedJpegException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FF",
        "FFD8",
        "FFD8FFD9",
        "FFD8FFD8FFD8FFD8",
        "89504E470D0A1A0A",
        "FFD8FFE0FFFF0000",
        "FFD8FFDA0008010100003F00",
        "FFD8FFC00001",
        "FFD8FFC0000B080102000001011100"
      })
  void refusesWhatIsNoPicture(String hex) {
    assertThatThrownBy(() -> ReducedJpeg.head(hex(hex))).isInstanceOf(DamagedJpegException.class);
    assertThatThrownBy(() -> ReducedJpeg.decode(hex(hex), 1, () -> {}))
        .isInstanceOf(DamagedJpegException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsTheOrientationInBothByteOrders(int value) throws IOException {
    String other = "00010002 0000 0000 0000 0000";
    String big = "4D4D002A00000008 0002 " + other + "0112 0003 00000001 000" + value + "0000";
    String little = "49492A0008000000 0100 1201 0300 01000000 0" + value + "000000";

    assertThat(head(exif(big)).orientation()).isEqualTo(value);
    assertThat(head(exif(little)).orientation()).isEqualTo(value);
    assertThat(head(exif(big), exif(little.replace("0" + value + "000000", "01000000"))))
        .extracting(JpegHead::orientation)
        .isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4D4D",
        "4D4D002A00000008",
        "4D4D002A000000080001",
        "4D4D002A00000008 FFFF 0112 0003 00000001 0006", // cut off in its entry
        "4D4D002AFFFFFFFF 0001 0112 0003 00000001 00060000", // a directory beyond the end
        "4D4D002A7FFFFFFE 0001 0112 0003 00000001 00060000",
        "4D4D002A00000000 0001 0112 0003 00000001 00060000",
        "4D4D002B00000008 0001 0112 0003 00000001 00060000", // no TIFF
        "4D49002A00000008 0001 0112 0003 00000001 00060000",
        "4D4D002A00000008 0001 0112 0002 00000001 00060000", // a text
        "4D4D002A00000008 0001 0112 0003 00000001 00000000",
        "4D4D002A00000008 0001 0112 0003 00000001 00090000"
      })
  void takesABrokenOrientationForUpright(String tiff) throws IOException {
    assertThat(head(exif(tiff)).orientation()).isEqualTo(1);
  }

  private static byte[] profile(int length) {
    byte[] profile = new byte[length];
    new Random(1).nextBytes(profile);
    for (int i = 0; i < 4; i++) {
      profile[i] = (byte) (length >> (24 - i * 8));
      profile[36 + i] = (byte) "acsp".charAt(i);
    }
    return profile;
  }

  private static byte[] icc(int number, int of, byte[] part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("4943435F50524F46494C4500"));
    out.write(number);
    out.write(of);
    out.writeBytes(part);
    return segment(0xE2, out.toByteArray());
  }

  @Test
  void joinsAProfileOfManyPartsInWhateverOrder() throws IOException {
    byte[] profile = profile(150_000);
    byte[] one = icc(1, 3, Arrays.copyOf(profile, 60_000));
    byte[] two = icc(2, 3, Arrays.copyOfRange(profile, 60_000, 120_000));
    byte[] three = icc(3, 3, Arrays.copyOfRange(profile, 120_000, 150_000));

    assertThat(head(one, two, three).iccProfile()).isEqualTo(profile);
    assertThat(head(three, one, two).iccProfile()).isEqualTo(profile);
    assertThat(head(one, three).iccProfile()).isNull();
    assertThat(head(one, two, three, two).iccProfile()).isNull();
  }

  @Test
  void takesNoBrokenProfile() throws IOException {
    byte[] profile = profile(200);
    byte[] unsigned = profile.clone();
    unsigned[36] = 0;

    assertThat(head(icc(1, 1, profile)).iccProfile()).isEqualTo(profile);
    assertThat(head(icc(1, 1, unsigned)).iccProfile()).isNull();
    assertThat(head(icc(1, 1, Arrays.copyOf(profile, 199))).iccProfile()).isNull();
    assertThat(head(icc(1, 1, new byte[0])).iccProfile()).isNull();
    assertThat(head(icc(0, 1, profile)).iccProfile()).isNull();
    assertThat(head(icc(2, 1, profile)).iccProfile()).isNull();
    assertThat(head(icc(1, 0, profile)).iccProfile()).isNull();
    assertThat(head(icc(1, 2, profile), icc(2, 3, profile)).iccProfile()).isNull();
    assertThat(head(segment(0xE2, hex("4943435F50524F46494C4500"))).iccProfile()).isNull();
  }

  @Test
  void touchesNothingBehindTheHead() throws IOException {
    byte[] file = file(0xC0, FRAME);

    assertThat(ReducedJpeg.head(Arrays.copyOf(file, file.length + 100)).width()).isEqualTo(772);
  }
}
