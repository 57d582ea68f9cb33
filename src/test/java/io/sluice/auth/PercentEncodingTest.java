package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "abc-._~09", "a b", "ä/ö?", "日本", "😀", "100%", "a+b&c=d#", "\u0000"})
  void decodesWhatItEncodes(String text) {
    assertThat(PercentEncoding.encode(text)).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
    assertThat(PercentEncoding.decode(PercentEncoding.encode(text))).isEqualTo(text);
  }

  @Test
  void decodesOnceInEitherCaseAndKeepsThePlus() {
    assertThat(PercentEncoding.decode("%2b+%2B%252B")).isEqualTo("+++%2B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%", "a%", "%1", "%1g", "%g1", "%%", "%+1", "%FF", "%C3%28", "%F5%80%80%80"})
  void decodesNothingBroken(String text) {
    assertThat(PercentEncoding.decode(text)).isNull();
  }
}
