package io.sluice.resize;

import io.sluice.auth.ConstantTime;
import io.sluice.auth.SigningKey;
import io.sluice.config.Secret;
import io.sluice.http.HttpErrorException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs the names of resizes, and checks them.
 *
 * <p>Two forms, told apart by their length, both in small hexadecimal digits, which survive every
 * URL and hold no dash:
 *
 * <ul>
 *   <li>32: MD5 over the id, the unsigned name and the secret, as shift-media has it. Nothing
 *       stands between the parts.
 *   <li>64: HMAC-SHA256, keyed with the secret, over the id, a slash and the unsigned name.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class ResizeSignature {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MD5_DIGITS = 32;

  private final SignatureChoice accepted;
  private final List<Secret> secrets;
  private final List<SigningKey> keys;

  /**
   * Takes the secrets.
   *
   * @param accepted the forms that count
   * @param secrets the first one signs, each one counts; at least one
   */
  public ResizeSignature(SignatureChoice accepted, List<Secret> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("a signature needs a secret");
    }
    this.accepted = accepted;
    this.secrets = List.copyOf(secrets);
    this.keys = secrets.stream().map(SigningKey::new).toList();
  }

  /**
   * Signs a name with the first secret; in the HMAC form, unless that does not count here.
   *
   * @param id of the original
   * @param unsigned the name without a signature
   * @return 32 or 64 digits
   */
  public String sign(MediaId id, String unsigned) {
    return accepted.hasHmac() ? hmac(keys.get(0), id, unsigned) : md5(secrets.get(0), id, unsigned);
  }

  /**
   * Checks the signature of a name, in a time that does not tell how much of it was right.
   *
   * @param id of the original
   * @param name what was asked for
   * @throws HttpErrorException {@link ResizeError#RESIZE_SIGNATURE_MISMATCH} (403)
   */
  public void check(MediaId id, ResizeName name) {
    boolean isMd5 = name.signature().length() == MD5_DIGITS;
    if (isMd5 ? !accepted.hasMd5() : !accepted.hasHmac()) {
      throw new HttpErrorException(
          ResizeError.RESIZE_SIGNATURE_MISMATCH,
          (isMd5 ? "md5" : "hmac") + " does not count: resize.signature");
    }
    for (int i = 0; i < secrets.size(); i++) {
      String expected =
          isMd5 ? md5(secrets.get(i), id, name.unsigned()) : hmac(keys.get(i), id, name.unsigned());
      if (ConstantTime.equal(name.signature(), expected)) {
        return;
      }
    }
    throw new HttpErrorException(ResizeError.RESIZE_SIGNATURE_MISMATCH);
  }

  private static String md5(Secret secret, MediaId id, String unsigned) {
    MessageDigest digest = newMd5();
    digest.update((id + unsigned).getBytes(StandardCharsets.UTF_8));
    return HEX.formatHex(digest.digest(secret.bytes()));
  }

  private static String hmac(SigningKey key, MediaId id, String unsigned) {
    return HEX.formatHex(key.sign(id + "/" + unsigned));
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has MD5", e);
    }
  }
}
