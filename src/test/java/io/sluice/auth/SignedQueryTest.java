package io.sluice.auth;

import static io.sluice.auth.TestingSigner.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedQueryTest {
  @Test
  void keepsNamesAndValuesAsSent() {
    SignedQuery query = parse("id=a%2Fb&user=x+y=z&flag&=odd");
    assertThat(query.parameters())
        .containsExactly(
            new Parameter("id", "a%2Fb", "id=a%2Fb"),
            new Parameter("user", "x+y=z", "user=x+y=z"),
            new Parameter("flag", "", "flag"),
            new Parameter("", "odd", "=odd"));
    assertThat(query.raw("id")).isEqualTo("a%2Fb");
    assertThat(query.raw("invitee")).isNull();
  }

  @Test
  void tellsAnEmptyValueFromAMissingParameter() {
    SignedQuery query = parse("user=&invitee");
    assertThat(query.has("user")).isTrue();
    assertThat(query.raw("user")).isEmpty();
    assertThat(query.decoded("user")).isEmpty();
    assertThat(query.has("invitee")).isTrue();
    assertThat(query.has("timeout")).isFalse();
    assertThat(query.decoded("timeout")).isNull();
  }

  @Test
  void dropsEmptyPieces() {
    assertThat(parse("&&id=1&&&user=2&").parameters()).hasSize(2);
    assertThat(parse("&").parameters()).isEmpty();
    assertThat(parse("").parameters()).isEmpty();
    assertThat(SignedQuery.parse(null, "signature").parameters()).isEmpty();
  }

  @Test
  void decodesOnceAndKeepsThePlus() {
    SignedQuery query = parse("user=j%C3%B6rg+%2541&id=%2525");
    assertThat(query.decoded("user")).isEqualTo("jörg+%41");
    assertThat(query.decoded("id")).isEqualTo("%25");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%", "%4", "%4g", "a%zz", "%C3", "%C0%80", "%ED%A0%80", "%00", "%0a", "%7F"})
  void answers400WhenAValueCannotBeDecoded(String value) {
    SignedQuery query = parse("user=" + value);
    assertRefused(AuthError.PARAMETER_MALFORMED, () -> query.decoded("user"));
    assertThat(query.raw("user")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "signature", "user", "invitee", "timeout"})
  void answers400WhenAParameterIsRepeated(String name) {
    for (String query : new String[] {"%s=1&%s=1", "%s&x=1&%s=", "%s=1&&%s"}) {
      String repeated = query.replace("%s", name);
      assertRefused(AuthError.PARAMETER_REPEATED, () -> parse(repeated));
    }
  }

  @Test
  void allowsAnUnknownParameterTwice() {
    assertThat(parse("x=1&x=2").raw("x")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%69d", "i%64", "%69%64", "%73ignature", "use%72", "%69nvitee", "time%6Fut"})
  void answers400WhenAnEscapedNameHidesAnotherOne(String name) {
    assertRefused(AuthError.PARAMETER_MALFORMED, () -> parse("id=1&" + name + "=2"));
    assertRefused(AuthError.PARAMETER_MALFORMED, () -> parse(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "x%00", "%C3"})
  void answers400WhenANameCannotBeDecoded(String name) {
    assertRefused(AuthError.PARAMETER_MALFORMED, () -> parse("id=1&" + name + "=2"));
  }

  @Test
  void guardsTheNameOfTheSignatureWhateverItIs() {
    assertRefused(AuthError.PARAMETER_REPEATED, () -> SignedQuery.parse("sig=1&sig=2", "sig"));
    assertRefused(AuthError.PARAMETER_MALFORMED, () -> SignedQuery.parse("%73ig=1", "sig"));
    assertThat(SignedQuery.parse("signature=1&signature=2", "sig").parameters()).hasSize(2);
  }

  @Test
  void allowsAnEscapedNameThatHidesNothing() {
    assertThat(parse("a%20b=1").raw("a%20b")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id=a b", "id=a\tb", "id=a\u0000", "id=\u007f", "user=jörg", "id=\ud800"})
  void answers400WhenACharacterShouldHaveBeenEscaped(String query) {
    assertRefused(AuthError.PARAMETER_MALFORMED, () -> parse(query));
  }

  @Test
  void answers400Past4096Characters() {
    assertThat(parse("id=" + "a".repeat(4093)).has("id")).isTrue();
    assertRefused(AuthError.QUERY_TOO_LONG, () -> parse("id=" + "a".repeat(4094)));
  }

  @Test
  void answers400Past12Parameters() {
    assertThat(parse("x&".repeat(12)).parameters()).hasSize(12);
    assertRefused(AuthError.TOO_MANY_PARAMETERS, () -> parse("x&".repeat(13)));
  }

  @Test
  void showsNoValueAsText() {
    assertThat(parse("id=1&signature=s3cr3t")).hasToString("SignedQuery id signature");
  }

  private static SignedQuery parse(String query) {
    return SignedQuery.parse(query, "signature");
  }
}
