package io.sluice.resize;

import static io.sluice.resize.ResizeError.RESIZE_SIGNATURE_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeSignatureTest {
  private static final String UUID = "3c72aedc-ba25-11e6-a569-406c8f413974-";
  private static final Secret SECRET = Secret.of("12345");
  private static final Secret OTHER = Secret.of("made-up-for-this-test");
  private static final int MAX_SIDE = 4096;

  /** Made with shift-media 0.0.19. */
  private static final String MD5 =
      """
      test.jpg, 100x200-fill-80-upscale.jpg, 6e1368eb13188b9071e74645d37f8143
      test.jpg, 100x200-fill-65-upscale.jpg, 59371099c689a509fd6260081999bde2
      test.jpg, 100x200-fit-80-noupscale.jpg, 56a68bf8e344372c0e5dea1b51a81aa7
      test.jpg, 100x200-200x400-80-upscale.jpg, 7b38f538dcdad6f37526c5197e9c687b
      archive.tar.gz, 100x200-fill-65-upscale.tar.gz, 6611eb933e69417a6562568b757fbab0
      my-photo.jpg, 100x200-fit-80-noupscale.jpg, 07d44c65acaed75b6d1aa06de480aad9
      Ünï.jpg, 100x200-fit-80-noupscale.jpg, 5b30e112344a40519020d47f7626201d
      test.jpg, 0100x200-fill-080-upscale.jpg, f4f4470da9975b856cf2e051f60b5c73
      """;

  /** Made with {@code printf %s/%s ID NAME | openssl dgst -sha256 -hmac SECRET}. */
  private static final String HMAC =
      """
      test.jpg, 100x200-fill-80-upscale.jpg, \
      9b7602000cc585c1851c9288317d4df79088d8ad208262af35d363eea32f0ab5
      test.jpg, 100x200-200x400-80-upscale.jpg, \
      e4432ce2130704e540c8fd0010102adf0b57448fe86cf904ca9fbdc5d8f5dc27
      archive.tar.gz, 100x200-fill-65-upscale.tar.gz, \
      a21823b85380a875bea5939c3730754012b4785d0b884413211b11f2400120c9
      my-photo.jpg, 100x200-fit-80-noupscale.jpg, \
      3e6e10f41803b42f4038e3c1f40a1515460364a73c7c9f72dbfdc27d58e1dda9
      Ünï.jpg, 100x200-fit-80-noupscale.jpg, \
      55ce0fff298efa73e962dddacd1e43df0c1ecd9977a6c859feb549e1c18a02f5
      test.jpg, 0100x200-fill-080-upscale.jpg, \
      c311e29bb55523d5c7c0f9d4155d45764ba269e6607b766528897f99ec7dc185
      """;

  private static MediaId id(String fileName) {
    return MediaId.parse(UUID + fileName);
  }

  private static ResizeName name(String unsigned, String signature) {
    return ResizeName.parse(unsigned.replaceFirst("\\.", "-" + signature + "."), MAX_SIDE);
  }

  private static ResizeSignature signature(SignatureChoice choice, Secret... secrets) {
    return new ResizeSignature(choice, List.of(secrets));
  }

  @ParameterizedTest
  @CsvSource(textBlock = MD5)
  void isThatOfShiftMedia(String file, String unsigned, String expected) {
    assertThat(signature(SignatureChoice.MD5, SECRET).sign(id(file), unsigned)).isEqualTo(expected);
    signature(SignatureChoice.MD5, SECRET).check(id(file), name(unsigned, expected));
    signature(SignatureChoice.BOTH, SECRET).check(id(file), name(unsigned, expected));
    assertThat(refusal(signature(SignatureChoice.HMAC, SECRET), file, unsigned, expected))
        .isEqualTo(RESIZE_SIGNATURE_MISMATCH);
  }

  @ParameterizedTest
  @CsvSource(textBlock = HMAC)
  void isAnHmacOfTwiceTheLengthToo(String file, String unsigned, String expected) {
    assertThat(signature(SignatureChoice.BOTH, SECRET).sign(id(file), unsigned))
        .isEqualTo(expected);
    signature(SignatureChoice.HMAC, SECRET).check(id(file), name(unsigned, expected));
    signature(SignatureChoice.BOTH, SECRET).check(id(file), name(unsigned, expected));
    assertThat(refusal(signature(SignatureChoice.MD5, SECRET), file, unsigned, expected))
        .isEqualTo(RESIZE_SIGNATURE_MISMATCH);
  }

  private static Object refusal(
      ResizeSignature signature, String file, String unsigned, String digits) {
    return Refusal.of(() -> signature.check(id(file), name(unsigned, digits)));
  }

  @ParameterizedTest
  @EnumSource
  void countsWithThePreviousSecretAndIsMadeWithTheCurrentOne(SignatureChoice choice) {
    MediaId id = id("test.jpg");
    String unsigned = "100x200-fill-80-upscale.jpg";
    String old = signature(choice, SECRET).sign(id, unsigned);
    ResizeSignature both = signature(choice, OTHER, SECRET);

    both.check(id, name(unsigned, old));
    both.check(id, name(unsigned, signature(choice, OTHER).sign(id, unsigned)));
    assertThat(both.sign(id, unsigned)).isEqualTo(signature(choice, OTHER).sign(id, unsigned));
    assertThat(refusal(signature(choice, OTHER), "test.jpg", unsigned, old))
        .isEqualTo(RESIZE_SIGNATURE_MISMATCH);
  }

  @ParameterizedTest
  @EnumSource
  void fitsNoOtherNameFileOrDigits(SignatureChoice choice) {
    ResizeSignature signature = signature(choice, SECRET);
    String unsigned = "100x200-fill-80-upscale.jpg";
    String digits = signature.sign(id("test.jpg"), unsigned);

    for (String other :
        new String[] {
          "101x200-fill-80-upscale.jpg",
          "100x200-fit-80-upscale.jpg",
          "100x200-fill-81-upscale.jpg",
          "100x200-fill-80-noupscale.jpg",
          "100x200-fill-80-upscale.png",
          "0100x200-fill-80-upscale.jpg"
        }) {
      assertThat(refusal(signature, "test.jpg", other, digits))
          .as(other)
          .isEqualTo(RESIZE_SIGNATURE_MISMATCH);
    }
    assertThat(refusal(signature, "Test.jpg", unsigned, digits))
        .isEqualTo(RESIZE_SIGNATURE_MISMATCH);
    for (int i = 0; i < digits.length(); i++) {
      char changed = digits.charAt(i) == '0' ? '1' : '0';
      String others = digits.substring(0, i) + changed + digits.substring(i + 1);
      assertThat(refusal(signature, "test.jpg", unsigned, others))
          .as(others)
          .isEqualTo(RESIZE_SIGNATURE_MISMATCH);
    }
    assertThat(RESIZE_SIGNATURE_MISMATCH.status()).isEqualTo(403);
  }

  @Test
  void ofTheHmacFormKnowsWhereTheFileNameEnds() {
    // MD5 signs id and name as one text, so a digit can move from one to the other.
    String whole = "1100x200-fill-80-upscale.jpg";
    String shorter = "100x200-fill-80-upscale.jpg";
    ResizeSignature md5 = signature(SignatureChoice.MD5, SECRET);
    ResizeSignature hmac = signature(SignatureChoice.HMAC, SECRET);

    assertThat(md5.sign(id("a"), whole)).isEqualTo(md5.sign(id("a1"), shorter));
    assertThat(hmac.sign(id("a"), whole)).isNotEqualTo(hmac.sign(id("a1"), shorter));
  }

  @Test
  void needsASecret() {
    assertThatIllegalArgumentException().isThrownBy(() -> signature(SignatureChoice.BOTH));
  }
}
