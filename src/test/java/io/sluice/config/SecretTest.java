package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("grün-7");

  @Test
  void hidesItselfInText() {
    assertThat(secret).hasToString("****");
    assertThat("the secret is " + secret).doesNotContain("grün");
  }

  @Test
  void revealsTheTextOnDemand() {
    assertThat(secret.reveal()).isEqualTo("grün-7");
    assertThat(secret.bytes()).isEqualTo("grün-7".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void handsOutFreshBytes() {
    secret.bytes()[0] = 0;
    assertThat(secret.bytes()[0]).isEqualTo((byte) 'g');
  }

  @Test
  void equalsASecretOfTheSameTextOnly() {
    assertThat(secret).isEqualTo(Secret.of("grün-7")).hasSameHashCodeAs(Secret.of("other"));
    assertThat(secret).isNotEqualTo(Secret.of("grün-8")).isNotEqualTo("grün-7");
    assertThat(secret.equals(null)).isFalse();
  }
}
