package io.sluice.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.config.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of what a hook is sent.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
 */
public final class HookSignature {
  private HookSignature() {}

  /**
   * Signs.
   *
   * @param secret its UTF-8 bytes are the key
   * @param id of the message
   * @param timestamp Unix time in seconds
   * @param body as it is sent
   * @return {@code v1,} and the base64 of HMAC-SHA256 over id, timestamp and body, joined by dots
   */
  public static String of(Secret secret, String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
