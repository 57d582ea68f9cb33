package io.sluice.auth;

import static io.sluice.auth.TestingSigner.ID;
import static io.sluice.auth.TestingSigner.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.config.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QuerySignerTest {
  private static final Secret SECRET = Secret.of("made-up-for-this-test");

  @Test
  void signsWhatTheVerifierAccepts() {
    SignatureVerifier verifier =
        new SignatureVerifier(
            SignatureRule.requiring(SECRET),
            Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC),
            match -> {});
    String query = "id=" + ID + "&user=a%20b&timeout=1700000600";
    for (String operation : new String[] {"get", "put", "remove"}) {
      VerifiedQuery verified =
          verifier.verify(operation, QuerySigner.sign(SECRET, operation, query));
      assertThat(verified.match()).contains(new SignatureMatch("received/raw", 0));
    }
  }

  @Test
  void refusesWhatCannotBeSigned() {
    for (String query : new String[] {"", "user=a", "id=", "id=1&signature=x"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> QuerySigner.sign(SECRET, "get", query));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> QuerySigner.sign(SECRET, "list", "id=1"));
    assertRefused(
        AuthError.PARAMETER_MALFORMED, () -> QuerySigner.sign(SECRET, "get", "id=1&user=a b"));
  }
}
