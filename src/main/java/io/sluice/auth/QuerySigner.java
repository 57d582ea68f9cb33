package io.sluice.auth;

import io.sluice.config.Secret;
import io.sluice.http.HttpErrorException;

/** Signs a query as an ftrack server does, for trying a gateway by hand. */
public final class QuerySigner {
  private QuerySigner() {}

  /**
   * The query with its signature, under the usual name {@code signature}.
   *
   * @param secret the secret shared with ftrack
   * @param operation {@code get}, {@code put} or {@code remove}
   * @param query for example {@code id=...&timeout=...}, already percent-encoded
   * @return the query, {@code &signature=} and 43 url-safe characters followed by {@code %3D}
   * @throws IllegalArgumentException another operation, or a query without id or already signed
   * @throws HttpErrorException 400, a query that the gateway would refuse as malformed
   */
  public static String sign(Secret secret, String operation, String query) {
    return sign(secret, operation, query, "signature");
  }

  /**
   * As {@link #sign(Secret, String, String)}, under another name.
   *
   * @param secret as above
   * @param operation as above
   * @param query as above
   * @param signatureParameter the name of the parameter that takes the signature
   * @return as above
   */
  public static String sign(
      Secret secret, String operation, String query, String signatureParameter) {
    SignedQuery parsed = SignedQuery.parse(query, signatureParameter);
    String id = parsed.raw("id");
    if (id == null || id.isEmpty() || parsed.has(signatureParameter)) {
      throw new IllegalArgumentException("a query to sign has an id and no signature yet");
    }
    String prefix = SignedMessage.prefixes(operation, false).get(0);
    String message = SignedMessage.received(prefix, parsed.parameters());
    byte[] signature = SigningKey.sign(new SigningKey(secret).newMac(), message);
    return query + '&' + signatureParameter + '=' + SignatureText.encode(signature);
  }
}
