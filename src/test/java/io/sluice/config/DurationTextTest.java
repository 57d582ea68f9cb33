package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "500ms, PT0.5S",
    "60s, PT60S",
    "60 s, PT60S",
    "90m, PT90M",
    "2h, PT2H",
    "7d, PT168H"
  })
  void readsANumberAndItsUnit(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "1"})
  void saysThatTheUnitOfABareNumberIsMissing(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse(text))
        .withMessageContaining("has no unit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5h", "1h30m", "PT1H", "9999999999999d"})
  void refusesOtherForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse(text))
        .withMessageContaining("one number and a unit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5min", "5S", "5w", "5M"})
  void namesTheUnitsWhenTheUnitIsUnknown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse(text))
        .withMessageContaining("unknown unit");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT0.5S, 500ms", "PT90S, 90s", "PT2M, 2m", "PT24H, 1d", "PT36H, 36h"})
  void writesTheLargestUnitThatIsExact(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
  }

  @Test
  void readsTheLongestNumberOfDays() {
    assertThat(DurationText.parse("999999999999d").toDays()).isEqualTo(999_999_999_999L);
  }
}
