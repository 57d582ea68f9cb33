package io.sluice.auth;

import io.sluice.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a signed URL has to satisfy.
 *
 * @param secrets the current secret, then the previous one while it is being rotated out; may be
 *     empty only when signatures are not required
 * @param required whether an unsigned call is refused; when false nothing in the query is trusted,
 *     and a timeout is still kept when it can be read
 * @param parameter the name of the parameter that holds the signature
 * @param form the order of the signed parameters
 * @param publicPath whether a message over {@code /get?...} is accepted besides the one over {@code
 *     /component/get?...}
 * @param ignored names of parameters that the signer leaves out, such as a cache-buster; anyone can
 *     change their values
 * @param mustHave names of parameters without which a call is refused, such as {@code timeout}; an
 *     empty value counts as there
 * @param skew how far the clocks may differ when a timeout is kept, usually 60 s
 */
public record SignatureRule(
    List<Secret> secrets,
    boolean required,
    String parameter,
    SignatureForm form,
    boolean publicPath,
    Set<String> ignored,
    Set<String> mustHave,
    Duration skew) {
  static final int MAX_SECRETS = 2;

  /**
   * A rule that cannot be misread.
   *
   * @throws IllegalArgumentException a required signature without a secret; more than two secrets;
   *     a signature parameter that is empty, not plain or has another meaning; {@code id}, the
   *     signature or a required parameter ignored; a negative skew
   */
  public SignatureRule {
    secrets = List.copyOf(secrets);
    ignored = Set.copyOf(ignored);
    mustHave = Set.copyOf(mustHave);
    check(!required || !secrets.isEmpty(), "a required signature needs a secret");
    check(secrets.size() <= MAX_SECRETS, "there can be a current and a previous secret, no more");
    check(isPlain(parameter), "the signature parameter must be a plain name");
    check(!SignedQuery.NAMES.contains(parameter), "the signature parameter has another meaning");
    check(!ignored.contains("id"), "the id must be signed");
    check(!ignored.contains(parameter), "the signature is never part of what is signed");
    for (String name : mustHave) {
      check(!ignored.contains(name), "a required parameter must be signed: " + name);
    }
    check(!skew.isNegative(), "skew must not be negative");
  }

  /**
   * The rule of an ftrack server as it comes: signed, every order, 60 s of skew.
   *
   * @param secret the value of {@code ftrack.service_secret}
   * @return a rule with nothing ignored and nothing further required
   */
  public static SignatureRule requiring(Secret secret) {
    return new SignatureRule(
        List.of(secret),
        true,
        "signature",
        SignatureForm.AUTO,
        false,
        Set.of(),
        Set.of(),
        Duration.ofSeconds(60));
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty() && PercentEncoding.encode(name).equals(name);
  }

  private static void check(boolean holds, String text) {
    if (!holds) {
      throw new IllegalArgumentException(text);
    }
  }
}
