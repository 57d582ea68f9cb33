package io.sluice.auth;

import static io.sluice.auth.TestingSigner.ID;
import static io.sluice.auth.TestingSigner.SECRET;
import static io.sluice.auth.TestingSigner.assertRefused;
import static io.sluice.auth.TestingSigner.signature;
import static io.sluice.auth.TestingSigner.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
  private static final long NOW = 1_700_000_000;
  private static final String OLD_SECRET = "0ddba11-1111-2222-3333-444455556666";
  private static final String BARE = "id=" + ID;

  private final List<SignatureMatch> reported = new ArrayList<>();
  private final SignatureRule rule = SignatureRule.requiring(Secret.of(SECRET));
  private final SignatureVerifier verifier = verifier(rule);

  @Test
  void returnsIdParametersExpiryAndMatch() {
    String query = signed("get", BARE + "&user=anna%40example.com&invitee=&timeout=1700000600.0");

    VerifiedQuery verified = verifier.verify("get", query);

    assertThat(verified.id()).isEqualTo(ID);
    assertThat(verified.query().decoded("user")).isEqualTo("anna@example.com");
    assertThat(verified.expiresAtEpochSeconds()).hasValue(1_700_000_600);
    assertThat(verified.match()).contains(new SignatureMatch("received/raw", 0));
  }

  @Test
  void returnsTheIdExactlyAsSent() {
    assertThat(verifier.verify("get", signed("get", "id=%37D3E")).id()).isEqualTo("%37D3E");
  }

  @Test
  void answers400WithoutAnId() {
    assertRefused(AuthError.ID_MISSING, () -> verifier.verify("get", null));
    assertRefused(AuthError.ID_MISSING, () -> verifier.verify("get", ""));
    assertRefused(AuthError.ID_MISSING, () -> verifier.verify("get", signed("get", "user=anna")));
    assertRefused(AuthError.ID_MISSING, () -> verifier.verify("get", signed("get", "id=")));
    assertRefused(AuthError.ID_MISSING, () -> verifier.verify("get", signed("get", "id")));
    assertRefused(AuthError.ID_MISSING, () -> verifier.verify("get", signed("get", "ID=" + ID)));
  }

  @Test
  void answers403WithoutASignature() {
    for (String query : new String[] {BARE, BARE + "&signature", BARE + "&signature="}) {
      assertRefused(AuthError.SIGNATURE_MISSING, () -> verifier.verify("get", query));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%", "%zz", "=", "780l1zozkSBd-RwZkrpAIN0tStxqOuA535Fwubp2hk"})
  void answers403WhenTheSignatureIsNot32Bytes(String text) {
    String query = BARE + "&signature=" + text;
    assertRefused(AuthError.SIGNATURE_MALFORMED, () -> verifier.verify("get", query));
  }

  @Test
  void bindsTheOperation() {
    for (String signedFor : new String[] {"get", "put", "remove"}) {
      for (String operation : new String[] {"get", "put", "remove"}) {
        if (!signedFor.equals(operation)) {
          String query = signed(signedFor, BARE);
          assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify(operation, query));
        }
      }
    }
  }

  @Test
  void refusesAnOperationThatNoEndpointHas() {
    assertThatThrownBy(() -> verifier.verify("get?id=x&", BARE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverAcceptsABareIdSignatureForMoreParameters() {
    String query = signed("get", BARE);
    for (String more : new String[] {"&timeout=9999999999", "&user=", "&_=1", "&x", "&timeout"}) {
      assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("get", query + more));
    }
  }

  @Test
  void neverReadsOneValueAsTwoParameters() {
    // What ftrack would sign for this user if it signed decoded values.
    String signature = signature("/component/get?id=" + ID + "&user=a&timeout=9999999999");
    String twoParameters = BARE + "&user=a&timeout=9999999999&signature=" + signature;
    String oneParameter = BARE + "&user=a%26timeout%3D9999999999&signature=" + signature;

    assertThat(verifier.verify("get", twoParameters).expiresAtEpochSeconds())
        .hasValue(9_999_999_999L);
    assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("get", oneParameter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%26", "%3D", "%3F", "%23", "%25", "%2B", "+", "%00", "%0A", "%7F", "%"})
  void comparesAmbiguousValuesOnlyAsSent(String value) {
    String rest = "&timeout=1700000600";
    String decoded = PercentEncoding.decode(value);
    String unsigned = BARE + "&user=a" + value + rest;
    assertThat(verifier.verify("get", signed("get", unsigned)).match())
        .contains(new SignatureMatch("received/raw", 0));
    if (decoded != null && !decoded.equals(value)) {
      String message = "/component/get?" + BARE + "&user=a" + decoded + rest;
      assertRefused(
          AuthError.SIGNATURE_MISMATCH,
          () -> verifier.verify("get", unsigned + "&signature=" + signature(message)));
    }
  }

  @Test
  void acceptsAnUnknownParameterOnlyAsReceived() {
    assertThat(verifier.verify("get", signed("get", "_=7&" + BARE)).match()).isPresent();
    String idFirst = signature("/component/get?" + BARE + "&_=7");
    assertRefused(
        AuthError.SIGNATURE_MISMATCH,
        () -> verifier.verify("get", "_=7&" + BARE + "&signature=" + idFirst));
  }

  @Test
  void leavesIgnoredParametersOut() {
    SignatureVerifier ignoring = verifier(with(rule, false, Set.of("_", "timeout"), Set.of()));
    String query = "_=7&" + signed("get", BARE) + "&_=8";
    assertThat(ignoring.verify("get", query).match()).isPresent();
    assertRefused(
        AuthError.URL_EXPIRED, () -> ignoring.verify("get", query + "&timeout=1600000000"));
  }

  @Test
  void acceptsThePublicPathOnlyWhereAllowed() {
    String query = BARE + "&signature=" + signature("/get?" + BARE);
    assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("get", query));

    SignatureVerifier lenient = verifier(with(rule, true, Set.of(), Set.of()));
    assertThat(lenient.verify("get", query).match())
        .contains(new SignatureMatch("received/raw/public-path", 0));
    assertThat(lenient.verify("get", signed("get", BARE)).match())
        .contains(new SignatureMatch("received/raw", 0));
    assertRefused(AuthError.SIGNATURE_MISMATCH, () -> lenient.verify("put", query));
  }

  @Test
  void acceptsThePreviousSecretAndTellsSo() {
    SignatureVerifier rotating = verifier(rotating());
    String old = BARE + "&signature=" + signature(OLD_SECRET, "/component/get?" + BARE);

    assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("get", old));
    assertThat(rotating.verify("get", old).match()).contains(new SignatureMatch("received/raw", 1));
    assertThat(rotating.verify("get", signed("get", BARE)).match())
        .contains(new SignatureMatch("received/raw", 0));
  }

  @Test
  void keepsTheTimeoutToTheEndOfTheSkew() {
    String good = signed("get", BARE + "&timeout=" + (NOW - 60));
    String late = signed("get", BARE + "&timeout=" + (NOW - 61));
    assertThat(verifier.verify("get", good).expiresAtEpochSeconds()).hasValue(NOW - 60);
    assertRefused(AuthError.URL_EXPIRED, () -> verifier.verify("get", late));
    assertThat(verifier.verify("get", late, Duration.ofSeconds(1)).id()).isEqualTo(ID);
  }

  @Test
  void countsMillisecondsAfterTheSkewAsLate() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW).plusMillis(1), ZoneOffset.UTC);
    SignatureVerifier exact = new SignatureVerifier(rule, clock, match -> {});
    String query = signed("get", BARE + "&timeout=" + (NOW - 60));
    assertRefused(AuthError.URL_EXPIRED, () -> exact.verify("get", query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1700000600",
        "1e10",
        "1700000600.",
        ".5",
        "1.5.0",
        "0x7f",
        "17000%30600",
        "1700000600000",
        "99999999999999999999999999",
        "1700000600,0",
        "NaN",
        "%D9%A1%D9%A7"
      })
  void answers403WhenASignedTimeoutCannotBeRead(String timeout) {
    String query = signed("get", BARE + "&timeout=" + timeout);
    assertRefused(AuthError.TIMEOUT_MALFORMED, () -> verifier.verify("get", query));
  }

  @Test
  void demandsConfiguredParametersButNotTheirValues() {
    SignatureVerifier strict = verifier(with(rule, false, Set.of(), Set.of("timeout", "user")));
    String timeout = "&timeout=1700000600";
    assertRefused(
        AuthError.PARAMETER_REQUIRED, () -> strict.verify("get", signed("get", BARE + timeout)));
    assertThat(strict.verify("get", signed("get", BARE + timeout + "&user=")).id()).isEqualTo(ID);
  }

  @Test
  void trustsNothingWhenSignaturesAreOffButKeepsAReadableTimeout() {
    SignatureVerifier open =
        verifier(
            new SignatureRule(
                List.of(),
                false,
                "signature",
                SignatureForm.AUTO,
                false,
                Set.of(),
                Set.of(),
                Duration.ofSeconds(60)));

    assertThat(open.verify("get", BARE).match()).isEmpty();
    assertThat(open.verify("get", BARE + "&signature=nonsense").match()).isEmpty();
    assertThat(open.verify("get", BARE + "&timeout=soon").expiresAtEpochSeconds()).isEmpty();
    assertRefused(AuthError.URL_EXPIRED, () -> open.verify("get", BARE + "&timeout=1600000000"));
    assertRefused(AuthError.ID_MISSING, () -> open.verify("get", "timeout=1700000600"));
    assertRefused(AuthError.PARAMETER_REPEATED, () -> open.verify("get", BARE + "&" + BARE));
    assertThat(reported).isEmpty();
  }

  @Test
  void reportsEachFormOnce() {
    SignatureVerifier rotating = verifier(rotating());
    String idFirst = signature("/component/get?" + BARE + "&user=anna");
    for (int i = 0; i < 3; i++) {
      rotating.verify(
          "get", BARE + "&signature=" + signature(OLD_SECRET, "/component/get?" + BARE));
      rotating.verify("get", signed("get", BARE));
      rotating.verify("get", "user=anna&" + BARE + "&signature=" + idFirst);
    }
    assertThat(reported)
        .containsExactly(
            new SignatureMatch("received/raw", 1), new SignatureMatch("id-first/raw", 0));
  }

  @Test
  void reportsNothingForARefusedCall() {
    String expired = signed("get", BARE + "&timeout=1600000000");
    assertRefused(AuthError.URL_EXPIRED, () -> verifier.verify("get", expired));
    assertThat(reported).isEmpty();
  }

  @Test
  void takesTheSignatureFromAnotherParameter() {
    SignatureVerifier renamed =
        verifier(
            new SignatureRule(
                rule.secrets(),
                true,
                "sig",
                SignatureForm.AUTO,
                false,
                Set.of(),
                Set.of(),
                rule.skew()));
    String query = QuerySigner.sign(Secret.of(SECRET), "put", BARE, "sig");
    assertThat(renamed.verify("put", query).id()).isEqualTo(ID);
    assertRefused(AuthError.SIGNATURE_MISSING, () -> renamed.verify("put", signed("put", BARE)));
  }

  @Test
  void dropsEmptyPiecesFromTheMessage() {
    String query =
        "&id=" + ID + "&&user=&signature=" + signature("/component/get?id=" + ID + "&user=");
    assertThat(verifier.verify("get", query + "&").match()).isPresent();
  }

  private SignatureVerifier verifier(SignatureRule rule) {
    return new SignatureVerifier(
        rule, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), reported::add);
  }

  private static SignatureRule rotating() {
    return new SignatureRule(
        List.of(Secret.of(SECRET), Secret.of(OLD_SECRET)),
        true,
        "signature",
        SignatureForm.AUTO,
        false,
        Set.of(),
        Set.of(),
        Duration.ofSeconds(60));
  }

  private static SignatureRule with(
      SignatureRule rule, boolean publicPath, Set<String> ignored, Set<String> mustHave) {
    return new SignatureRule(
        rule.secrets(),
        rule.required(),
        rule.parameter(),
        rule.form(),
        publicPath,
        ignored,
        mustHave,
        rule.skew());
  }
}
