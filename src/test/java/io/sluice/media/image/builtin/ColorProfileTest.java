package io.sluice.media.image.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColorProfileTest {
  @TempDir Path folder;

  /** sRGB with the primaries of red and blue exchanged: what is stored as red is seen as blue. */
  private static byte[] exchanged() {
    ICC_Profile profile =
        ICC_Profile.getInstance(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    byte[] red = profile.getData(ICC_Profile.icSigRedColorantTag);
    byte[] blue = profile.getData(ICC_Profile.icSigBlueColorantTag);
    profile.setData(ICC_Profile.icSigRedColorantTag, blue);
    profile.setData(ICC_Profile.icSigBlueColorantTag, red);
    return profile.getData();
  }

  private Path png(byte[] profile) throws IOException {
    BufferedImage image = Pixels.create(4, 4, 3);
    for (int i = 0; i < 16; i++) {
      image.setRGB(i % 4, i / 4, 0xFFFF0000);
    }
    byte[] png = Files.readAllBytes(TestingPictures.write(folder, image, "png"));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("iCCPx\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream packed = new DeflaterOutputStream(body)) {
      packed.write(profile);
    }
    CRC32 sum = new CRC32();
    sum.update(body.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(all)) {
      out.write(png, 0, 33);
      out.writeInt(body.size() - 4);
      out.write(body.toByteArray());
      out.writeInt((int) sum.getValue());
      out.write(png, 33, png.length - 33);
    }
    return Files.write(folder.resolve("profile.png"), all.toByteArray());
  }

  @Test
  void bringsColorsIntoSrgb() throws IOException {
    int seen = TestingPictures.render(png(exchanged()), ImageFormat.PNG).getRGB(1, 1);
    assertThat(seen & 255).as("blue").isGreaterThan(250);
    assertThat(seen >> 16 & 255).as("red").isLessThan(5);
  }

  @Test
  void takesNoNoticeOfABrokenProfile() throws IOException {
    byte[] broken = new byte[300];
    assertThat(TestingPictures.render(png(broken), ImageFormat.PNG).getRGB(1, 1))
        .isEqualTo(0xFFFF0000);
    byte[] torn = exchanged();
    java.util.Arrays.fill(torn, 128, torn.length, (byte) 0x55);
    assertThat(TestingPictures.render(png(torn), ImageFormat.PNG).getRGB(1, 1))
        .isEqualTo(0xFFFF0000);
  }
}
