package io.sluice.http;

import static io.sluice.http.Conditions.Outcome.NOT_MODIFIED;
import static io.sluice.http.Conditions.Outcome.PRECONDITION_FAILED;
import static io.sluice.http.Conditions.Outcome.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.http.Conditions.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final EntityTag TAG = new EntityTag("v1");
  private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37.9Z");
  private static final String SAME = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
  private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

  private static Conditions of(Map<String, String> headers) {
    return Conditions.from(headers::get);
  }

  private static Outcome outcome(Map<String, String> headers) {
    return of(headers).evaluate(TAG, MODIFIED);
  }

  @Test
  void proceedsWithoutConditions() {
    assertThat(outcome(Map.of())).isEqualTo(PROCEED);
  }

  @Test
  void answers304WhenTheClientHasThisVersion() {
    assertThat(outcome(Map.of("If-None-Match", "\"v1\""))).isEqualTo(NOT_MODIFIED);
    assertThat(outcome(Map.of("If-None-Match", "W/\"v1\""))).isEqualTo(NOT_MODIFIED);
    assertThat(outcome(Map.of("If-None-Match", "*"))).isEqualTo(NOT_MODIFIED);
    assertThat(outcome(Map.of("If-Modified-Since", SAME))).isEqualTo(NOT_MODIFIED);
    assertThat(outcome(Map.of("If-Modified-Since", AFTER))).isEqualTo(NOT_MODIFIED);
  }

  @Test
  void proceedsWhenTheClientHasAnotherVersion() {
    assertThat(outcome(Map.of("If-None-Match", "\"v0\""))).isEqualTo(PROCEED);
    assertThat(outcome(Map.of("If-Modified-Since", BEFORE))).isEqualTo(PROCEED);
    assertThat(outcome(Map.of("If-Modified-Since", "yesterday"))).isEqualTo(PROCEED);
  }

  @Test
  void passesOverTheDateWhereATagIsGiven() {
    assertThat(outcome(Map.of("If-None-Match", "\"v0\"", "If-Modified-Since", SAME)))
        .isEqualTo(PROCEED);
    assertThat(outcome(Map.of("If-Match", "\"v1\"", "If-Unmodified-Since", BEFORE)))
        .isEqualTo(PROCEED);
  }

  @Test
  void answers412WhenTheVersionIsNotTheOneAskedFor() {
    assertThat(outcome(Map.of("If-Match", "\"v0\""))).isEqualTo(PRECONDITION_FAILED);
    assertThat(outcome(Map.of("If-Match", "W/\"v1\""))).isEqualTo(PRECONDITION_FAILED);
    assertThat(outcome(Map.of("If-Unmodified-Since", BEFORE))).isEqualTo(PRECONDITION_FAILED);
    assertThat(outcome(Map.of("If-Match", "\"v0\"", "If-None-Match", "\"v1\"")))
        .isEqualTo(PRECONDITION_FAILED);
  }

  @Test
  void proceedsWhenTheVersionIsTheOneAskedFor() {
    assertThat(outcome(Map.of("If-Match", "\"v1\""))).isEqualTo(PROCEED);
    assertThat(outcome(Map.of("If-Match", "*"))).isEqualTo(PROCEED);
    assertThat(outcome(Map.of("If-Unmodified-Since", SAME))).isEqualTo(PROCEED);
    assertThat(outcome(Map.of("If-Unmodified-Since", "never"))).isEqualTo(PROCEED);
  }

  @Test
  void allowsARangeOfTheVersionThatTheClientHasInPart() {
    assertThat(allowsRange(null)).isTrue();
    assertThat(allowsRange("\"v1\"")).isTrue();
    assertThat(allowsRange(SAME)).isTrue();
  }

  @Test
  void sendsTheWholeWhenTheClientsPartIsOfAnotherVersion() {
    assertThat(allowsRange("\"v0\"")).isFalse();
    assertThat(allowsRange("W/\"v1\"")).isFalse();
    assertThat(allowsRange(BEFORE)).isFalse();
    assertThat(allowsRange(AFTER)).isFalse();
    assertThat(allowsRange("")).isFalse();
  }

  private static boolean allowsRange(@Nullable String ifRange) {
    return new Conditions(null, null, null, null, ifRange).allowRange(TAG, MODIFIED);
  }

  @Test
  void knowsWhatTheClientHoldsWhateverWasMadeOfIt() {
    assertThat(of(Map.of("If-None-Match", "\"v0\", W/\"v1\"")).holds(TAG)).isTrue();
    assertThat(of(Map.of("If-None-Match", "\"v1\"", "If-Modified-Since", BEFORE)).holds(TAG))
        .isTrue();
    assertThat(of(Map.of("If-None-Match", "\"v0\"")).holds(TAG)).isFalse();
    assertThat(of(Map.of("If-None-Match", " * ")).holds(TAG)).isFalse();
    assertThat(of(Map.of("If-None-Match", "\"v1\"", "If-Match", "\"v1\"")).holds(TAG)).isFalse();
    assertThat(of(Map.of("If-None-Match", "\"v1\"", "If-Unmodified-Since", SAME)).holds(TAG))
        .isFalse();
    assertThat(of(Map.of()).holds(TAG)).isFalse();
  }
}
