package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An ftrack server's side of the signature, written without the code under test. */
final class TestingSigner {
  static final String SECRET = "c0ffee00-1111-2222-3333-444455556666";
  static final String ID = "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b";

  private TestingSigner() {}

  static String signature(String message) {
    return signature(SECRET, message);
  }

  static String signature(String secret, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The query signed as it is, for one operation. */
  static String signed(String operation, String query) {
    return query + "&signature=" + signature("/component/" + operation + "?" + query);
  }

  static void assertRefused(AuthError expected, ThrowingCallable call) {
    HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, call);
    assertThat(refusal).as("refused with %s", expected).isNotNull();
    assertThat(refusal.error()).isEqualTo(expected);
  }
}
