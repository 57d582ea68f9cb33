package io.sluice.auth;

import io.sluice.http.HttpErrorException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call that ftrack signed from one that it did not.
 *
 * <p>The signature is HMAC-SHA256 over {@code /component/<operation>?<parameters>}. Safe for use by
 * many threads; the common case costs one HMAC.
 */
public final class SignatureVerifier {
  private final SignatureRule rule;
  private final List<SigningKey> keys;
  private final Clock clock;
  private final Consumer<SignatureMatch> onFirstMatch;
  private final Set<String> seenForms = ConcurrentHashMap.newKeySet();

  /**
   * A verifier of one rule.
   *
   * @param rule what to demand
   * @param clock tells whether a URL has expired
   * @param onFirstMatch called once for each form that is seen, so that the operator can pin it;
   *     called on the thread of the request
   */
  public SignatureVerifier(SignatureRule rule, Clock clock, Consumer<SignatureMatch> onFirstMatch) {
    this.rule = rule;
    this.keys = rule.secrets().stream().map(SigningKey::new).toList();
    this.clock = clock;
    this.onFirstMatch = onFirstMatch;
  }

  /**
   * The call, when it may be acted upon.
   *
   * @param operation {@code get}, {@code put} or {@code remove}, from the endpoint that was hit and
   *     never from the query
   * @param rawQuery the query as received, not decoded
   * @return its id and parameters
   * @throws HttpErrorException a row of {@link AuthError}: 400 for a malformed query or a missing
   *     id, 403 for a signature, timeout or required parameter that is missing or wrong
   */
  public VerifiedQuery verify(String operation, @Nullable String rawQuery) {
    return verify(operation, rawQuery, Duration.ZERO);
  }

  /**
   * As {@link #verify(String, String)}, with more time: for an upload that was allowed before its
   * body was read and is checked again after, or that is sent again under one URL.
   *
   * @param operation as above
   * @param rawQuery as above
   * @param grace how long past its timeout and the skew the URL is still good; not negative
   * @return as above
   * @throws HttpErrorException as above
   */
  public VerifiedQuery verify(String operation, @Nullable String rawQuery, Duration grace) {
    List<String> prefixes = SignedMessage.prefixes(operation, rule.publicPath());
    SignedQuery query = SignedQuery.parse(rawQuery, rule.parameter());
    String id = query.raw("id");
    if (id == null || id.isEmpty()) {
      throw AuthError.ID_MISSING.refusal();
    }
    SignatureMatch match = rule.required() ? match(prefixes, query) : null;
    checkRequired(query);
    OptionalLong expiresAt = checkExpiry(query, grace);
    if (match != null) {
      report(match);
    }
    return new VerifiedQuery(id, query, expiresAt, Optional.ofNullable(match));
  }

  private SignatureMatch match(List<String> prefixes, SignedQuery query) {
    String text = query.raw(rule.parameter());
    if (text == null || text.isEmpty()) {
      throw AuthError.SIGNATURE_MISSING.refusal();
    }
    byte[] signature = SignatureText.decode(text);
    if (signature == null) {
      throw AuthError.SIGNATURE_MALFORMED.refusal();
    }
    List<Parameter> covered = SignedMessage.covered(query, rule.parameter(), rule.ignored());
    SignatureMatch match =
        new SignatureSearch(keys, signature).find(prefixes, covered, rule.form());
    if (match == null) {
      throw AuthError.SIGNATURE_MISMATCH.refusal();
    }
    return match;
  }

  private void checkRequired(SignedQuery query) {
    for (String name : rule.mustHave()) {
      if (!query.has(name)) {
        throw AuthError.PARAMETER_REQUIRED.refusal(name);
      }
    }
  }

  private OptionalLong checkExpiry(SignedQuery query, Duration grace) {
    String timeout = query.raw("timeout");
    if (timeout == null) {
      return OptionalLong.empty();
    }
    OptionalLong expiresAt = UrlTimeout.parse(timeout);
    if (expiresAt.isEmpty()) {
      if (rule.required()) {
        throw AuthError.TIMEOUT_MALFORMED.refusal();
      }
      return expiresAt;
    }
    long lateMillis = clock.millis() - expiresAt.getAsLong() * 1000;
    if (lateMillis > rule.skew().plus(grace).toMillis()) {
      throw AuthError.URL_EXPIRED.refusal();
    }
    return expiresAt;
  }

  private void report(SignatureMatch match) {
    // Looked up first: add() alone would lock a bin on each request.
    if (!seenForms.contains(match.form()) && seenForms.add(match.form())) {
      onFirstMatch.accept(match);
    }
  }
}
