package io.sluice.thumbor;

import io.sluice.auth.ConstantTime;
import io.sluice.auth.PercentEncoding;
import io.sluice.config.Secret;
import io.sluice.http.HttpErrorException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Judges the signature of a Thumbor URL: url-safe base64 of HMAC-SHA1, with its {@code =}.
 *
 * <p>Safe for use by many threads.
 */
public final class ThumborSignature {
  private static final String ALGORITHM = "HmacSHA1";
  private static final int MAX_ENCODED = 84;

  private final List<Secret> keys;
  private final boolean allowUnsafe;

  /**
   * Makes a judge.
   *
   * @param keys each is good: the current and the previous one
   * @param allowUnsafe whether {@code unsafe/} passes
   */
  public ThumborSignature(List<Secret> keys, boolean allowUnsafe) {
    this.keys = List.copyOf(keys);
    this.allowUnsafe = allowUnsafe;
  }

  /**
   * Refuses what is not signed with one of the keys.
   *
   * @param request as it was parsed
   * @throws HttpErrorException 400, {@link ThumborError#THUMBOR_UNSAFE_REFUSED} or {@link
   *     ThumborError#THUMBOR_SIGNATURE_MISMATCH}
   */
  public void check(ThumborRequest request) {
    String signature = request.signature();
    if (signature == null) {
      if (!allowUnsafe) {
        throw new HttpErrorException(ThumborError.THUMBOR_UNSAFE_REFUSED);
      }
      return;
    }
    if (!fits(signature, request.message())) {
      throw new HttpErrorException(ThumborError.THUMBOR_SIGNATURE_MISMATCH);
    }
  }

  private boolean fits(String raw, String message) {
    String sent = raw.length() > MAX_ENCODED ? null : PercentEncoding.decode(raw);
    boolean fits = false;
    if (sent != null) {
      for (Secret key : keys) {
        fits |= ConstantTime.equal(sent, sign(key, message));
      }
    }
    return fits;
  }

  /**
   * Signs the part of a URL that follows the signature.
   *
   * @param key shared with who makes the URLs; not empty
   * @param message raw and percent-encoded, without the slash before it
   * @return 28 characters, the last one {@code =}
   */
  public static String sign(Secret key, String message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
      byte[] signature = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
