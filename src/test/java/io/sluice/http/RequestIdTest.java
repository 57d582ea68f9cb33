package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"12345678", "A-b_c.9-", "f47ac10b-58cc-4372-a567-0e02b2c3d479"})
  void keepsAWellFormedId(String offered) {
    assertThat(RequestId.keepOrMake(offered)).isEqualTo(offered);
  }

  @Test
  void keepsUpTo64Characters() {
    assertThat(RequestId.keepOrMake("x".repeat(64))).isEqualTo("x".repeat(64));
    assertThat(RequestId.keepOrMake("x".repeat(65))).hasSize(32);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "1234567", "12345678\r\nX: y", "1234 5678", "<script>", "ÄÄÄÄÄÄÄÄ"})
  void makesOneInPlaceOfAnythingElse(String offered) {
    assertThat(RequestId.keepOrMake(offered))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(RequestId.keepOrMake(offered));
  }
}
