package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant INSTANT = Instant.parse("1994-11-06T08:49:37Z");

  @Test
  void dropsFractionsOfASecond() {
    assertThat(HttpDate.format(INSTANT.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  /** The three forms of RFC 9110, 5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        " Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsAllThreeFormsThatARecipientMustAccept(String text) {
    assertThat(HttpDate.parse(text)).isEqualTo(INSTANT);
  }

  @Test
  void takesTwoDigitsOfAYearFor1970To2069() {
    assertThat(HttpDate.parse("Tuesday, 01-Jan-30 00:00:00 GMT")).isEqualTo("2030-01-01T00:00:00Z");
  }

  @Test
  void readsWhatItWritesInEveryMonth() {
    for (int month = 1; month <= 12; month++) {
      Instant instant = Instant.parse("2026-%02d-15T23:59:59Z".formatted(month));
      assertThat(HttpDate.format(instant)).hasSize(29);
      assertThat(HttpDate.parse(HttpDate.format(instant))).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1994-11-06T08:49:37Z",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "784111777"
      })
  void ignoresWhatIsNoDate(String text) {
    assertThat(HttpDate.parse(text)).isNull();
  }
}
