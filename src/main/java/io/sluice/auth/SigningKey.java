package io.sluice.auth;

import io.sluice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret made ready for HMAC-SHA256.
 *
 * <p>Safe for use by many threads: each caller works on a copy of one initialised computation,
 * which is several times cheaper than looking the algorithm up and leaves nothing on the thread.
 */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Mac prototype;

  /**
   * Takes the secret.
   *
   * @param secret its UTF-8 is the key
   */
  public SigningKey(Secret secret) {
    key = new SecretKeySpec(secret.bytes(), ALGORITHM);
    prototype = initialised(key);
  }

  /**
   * Signs a message.
   *
   * @param message taken as UTF-8
   * @return 32 bytes
   */
  public byte[] sign(String message) {
    return sign(newMac(), message);
  }

  /** A computation of the caller's own; {@link Mac#doFinal} makes it ready for the next one. */
  Mac newMac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      // Providers of hardware tokens cannot copy a computation.
      return initialised(key);
    }
  }

  static byte[] sign(Mac mac, String message) {
    return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac initialised(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
