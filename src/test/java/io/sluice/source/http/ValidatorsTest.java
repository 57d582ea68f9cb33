package io.sluice.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValidatorsTest {
  private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";

  @Test
  void fitWhereTheTagIsTheSame() {
    Validators said = new Validators("\"2\"", DATE, 10);
    assertThat(said.fit(new Validators("\"2\"", LATER, -1))).isTrue();
    assertThat(said.fit(new Validators("\"1\"", DATE, 10))).isFalse();
    assertThat(said.fit(new Validators("\"2\"", DATE, 11))).isFalse();
  }

  @Test
  void fitByTheDateWhereTheTagIsNotRepeated() {
    Validators said = new Validators("\"2\"", DATE, 10);
    assertThat(said.fit(new Validators(null, DATE, 10))).isTrue();
    assertThat(said.fit(new Validators(null, LATER, 10))).isFalse();
  }

  @Test
  void doNotFitWhereNothingIsLeftThatTellsVersionsApart() {
    assertThat(new Validators("\"2\"", DATE, 10).fit(new Validators(null, null, 10))).isFalse();
    assertThat(new Validators("\"2\"", null, 10).fit(new Validators(null, DATE, 10))).isFalse();
  }
}
