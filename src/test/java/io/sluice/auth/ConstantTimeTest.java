package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConstantTimeTest {
  @Test
  void tellsEqualFromUnequal() {
    assertThat(ConstantTime.equal("töken", "töken")).isTrue();
    assertThat(ConstantTime.equal("", "")).isTrue();
    assertThat(ConstantTime.equal("token", "tokeN")).isFalse();
    assertThat(ConstantTime.equal("token", "token ")).isFalse();
    assertThat(ConstantTime.equal(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
    assertThat(ConstantTime.equal(new byte[] {1, 2}, new byte[] {1})).isFalse();
  }
}
