package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTimeoutTest {
  @ParameterizedTest
  @CsvSource({
    "1700000600, 1700000600",
    "1700000600.0, 1700000600",
    "1700000600.987654321, 1700000600",
    "0, 0",
    "001, 1",
    "999999999999, 999999999999"
  })
  void readsSecondsAndCutsTheFraction(String text, long seconds) {
    assertThat(UrlTimeout.parse(text)).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        ".1",
        "-1",
        "+1",
        "1e9",
        "1.5e9",
        "1..5",
        "1.5.5",
        " 1",
        "1 ",
        "1_000",
        "0x10",
        "%31",
        "1000000000000",
        "18446744073709551617",
        "١",
        "inf"
      })
  void readsNothingElse(String text) {
    assertThat(UrlTimeout.parse(text)).isEmpty();
  }
}
