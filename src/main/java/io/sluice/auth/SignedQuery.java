package io.sluice.auth;

import io.sluice.http.HttpErrorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A raw query string, split once and never decoded as a form, so that what was signed can be told
 * from what was sent.
 *
 * <p>Empty pieces ({@code &&}, a leading or trailing {@code &}) carry nothing and are dropped. A
 * piece without {@code =} is a parameter with the empty value. Immutable.
 */
public final class SignedQuery {
  static final int MAX_LENGTH = 4096;
  static final int MAX_PARAMETERS = 12;

  /** The parameters that have a meaning of their own, besides the signature. */
  static final Set<String> NAMES = Set.of("id", "user", "invitee", "timeout");

  private final List<Parameter> parameters;

  private SignedQuery(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Splits a query and refuses what could be read in two ways.
   *
   * <p>A name that only becomes {@code id} (or another name with a meaning) by decoding is refused,
   * because a later reader might decode it.
   *
   * @param rawQuery the query as received, without the {@code ?}; null is the empty query
   * @param signatureParameter the name of the parameter that holds the signature
   * @return its parameters in received order
   * @throws HttpErrorException all 400: longer than 4096 characters; more than 12 parameters;
   *     {@code id}, {@code user}, {@code invitee}, {@code timeout} or the signature twice; a space,
   *     control or non-ASCII character; a badly encoded name
   */
  public static SignedQuery parse(@Nullable String rawQuery, String signatureParameter) {
    String query = rawQuery == null ? "" : rawQuery;
    checkCharacters(query);
    List<Parameter> parameters = split(query);
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : parameters) {
      checkName(parameter.name(), signatureParameter);
      if (isReserved(parameter.name(), signatureParameter) && !seen.add(parameter.name())) {
        throw AuthError.PARAMETER_REPEATED.refusal(parameter.name());
      }
    }
    return new SignedQuery(parameters);
  }

  /**
   * The value of a parameter as it was sent.
   *
   * @param name the name as it was sent
   * @return the first value, empty for {@code name=} and {@code name}; null when there is none
   */
  public @Nullable String raw(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  /**
   * Whether a parameter is there, with or without a value.
   *
   * @param name the name as it was sent
   * @return true for {@code name=} too
   */
  public boolean has(String name) {
    return raw(name) != null;
  }

  /**
   * The value of a parameter, percent-decoded once; {@code +} stays {@code +}.
   *
   * @param name the name as it was sent
   * @return the decoded first value; null when there is none
   * @throws HttpErrorException 400 when an escape is broken, the bytes are not UTF-8, or the value
   *     holds NUL or another control character
   */
  public @Nullable String decoded(String name) {
    String raw = raw(name);
    if (raw == null) {
      return null;
    }
    String decoded = PercentEncoding.decode(raw);
    if (decoded == null || PercentEncoding.hasControl(decoded)) {
      throw AuthError.PARAMETER_MALFORMED.refusal();
    }
    return decoded;
  }

  /**
   * Every parameter, the signature too, in received order.
   *
   * @return an immutable list
   */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Shows names only: a signature or an address of a user must not reach a log by accident. */
  @Override
  public String toString() {
    StringBuilder names = new StringBuilder("SignedQuery");
    for (Parameter parameter : parameters) {
      names.append(' ').append(parameter.name());
    }
    return names.toString();
  }

  private static void checkCharacters(String query) {
    if (query.length() > MAX_LENGTH) {
      throw AuthError.QUERY_TOO_LONG.refusal();
    }
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      // Containers disagree on the charset of anything else, and so would the signature.
      if (c <= ' ' || c >= 0x7F) {
        throw AuthError.PARAMETER_MALFORMED.refusal("a character is not escaped");
      }
    }
  }

  private static List<Parameter> split(String query) {
    List<Parameter> parameters = new ArrayList<>(6);
    int start = 0;
    while (start < query.length()) {
      int ampersand = query.indexOf('&', start);
      int end = ampersand < 0 ? query.length() : ampersand;
      if (end > start) {
        if (parameters.size() == MAX_PARAMETERS) {
          throw AuthError.TOO_MANY_PARAMETERS.refusal();
        }
        parameters.add(Parameter.of(query.substring(start, end)));
      }
      start = end + 1;
    }
    return parameters;
  }

  private static void checkName(String name, String signatureParameter) {
    if (name.indexOf('%') < 0) {
      return;
    }
    String decoded = PercentEncoding.decode(name);
    if (decoded == null
        || PercentEncoding.hasControl(decoded)
        || isReserved(decoded, signatureParameter)) {
      throw AuthError.PARAMETER_MALFORMED.refusal("an escaped name");
    }
  }

  private static boolean isReserved(String name, String signatureParameter) {
    return NAMES.contains(name) || name.equals(signatureParameter);
  }
}
