package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTextTest {
  private static final String ZEROS = "A".repeat(43);

  @Test
  void decodesWhatAnEncoderMade() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[SignatureText.BYTES];
      random.nextBytes(bytes);
      String urlSafe = Base64.getUrlEncoder().encodeToString(bytes);
      String standard = Base64.getEncoder().encodeToString(bytes);
      assertThat(SignatureText.decode(urlSafe)).isEqualTo(bytes);
      assertThat(SignatureText.decode(SignatureText.encode(bytes))).isEqualTo(bytes);
      assertThat(SignatureText.decode(standard.replace("+", "%2B").replace("/", "%2F")))
          .isEqualTo(bytes);
      if (!standard.equals(urlSafe)) {
        assertThat(SignatureText.decode(standard)).isNull();
      }
    }
  }

  @Test
  void decodesEscapesOnce() {
    assertThat(SignatureText.decode(ZEROS.replace("A", "%41"))).isEqualTo(new byte[32]);
    assertThat(SignatureText.decode(ZEROS.replaceFirst("A", "%2541"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "A",
        "%",
        "%4",
        "%4G",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=A",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D%3D",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%253D",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%0A",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%80"
      })
  void refusesWhatIsNot32Bytes(String text) {
    assertThat(SignatureText.decode(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "C", "D"})
  void refusesASecondSpellingOfTheLastBits(String last) {
    String prefix = ZEROS.substring(1);
    assertThat(SignatureText.decode(prefix + "A")).isNotNull();
    assertThat(SignatureText.decode(prefix + "E")).isNotNull();
    assertThat(SignatureText.decode(prefix + last)).isNull();
    assertThat(SignatureText.decode(prefix + last + "=")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-%2B", "%2F_", "-%2F", "%2b_"})
  void refusesTwoAlphabetsAtOnce(String digits) {
    assertThat(SignatureText.decode(digits + "A".repeat(41))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "/"})
  void refusesTheStandardAlphabetUnescaped(String digit) {
    assertThat(SignatureText.decode(digit + "A".repeat(42))).isNull();
    assertThat(SignatureText.decode((digit.equals("+") ? "%2B" : "%2F") + "A".repeat(42)))
        .isNotNull();
  }
}
