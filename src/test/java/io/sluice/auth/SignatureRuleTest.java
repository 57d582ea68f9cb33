package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureRuleTest {
  private static final Secret SECRET = Secret.of("made-up-for-this-test");

  @Test
  void refusesARequiredSignatureWithoutASecret() {
    refuses(() -> rule(List.of(), "signature", Set.of(), Set.of(), 60));
  }

  @Test
  void refusesAThirdSecret() {
    refuses(() -> rule(List.of(SECRET, SECRET, SECRET), "signature", Set.of(), Set.of(), 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id", "user", "invitee", "timeout", "a b", "a&b", "a=b", "%73ig"})
  void refusesASignatureParameterThatCannotBeTold(String parameter) {
    refuses(() -> rule(List.of(SECRET), parameter, Set.of(), Set.of(), 60));
  }

  @Test
  void refusesToIgnoreWhatMustBeSigned() {
    refuses(() -> rule(List.of(SECRET), "signature", Set.of("id"), Set.of(), 60));
    refuses(() -> rule(List.of(SECRET), "signature", Set.of("signature"), Set.of(), 60));
    refuses(() -> rule(List.of(SECRET), "signature", Set.of("timeout"), Set.of("timeout"), 60));
  }

  @Test
  void refusesANegativeSkew() {
    refuses(() -> rule(List.of(SECRET), "signature", Set.of(), Set.of(), -1));
  }

  @Test
  void showsNoSecretAsText() {
    assertThat(SignatureRule.requiring(SECRET).toString()).doesNotContain("made-up");
  }

  private static void refuses(Runnable rule) {
    assertThatIllegalArgumentException().isThrownBy(rule::run);
  }

  private static SignatureRule rule(
      List<Secret> secrets,
      String parameter,
      Set<String> ignored,
      Set<String> mustHave,
      long skewSeconds) {
    return new SignatureRule(
        secrets,
        true,
        parameter,
        SignatureForm.AUTO,
        false,
        ignored,
        mustHave,
        Duration.ofSeconds(skewSeconds));
  }
}
