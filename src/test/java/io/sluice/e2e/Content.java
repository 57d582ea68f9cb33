package io.sluice.e2e;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Bodies that are told apart by their bytes, and their digests. */
final class Content {
  private Content() {}

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The header line that promises this body. */
  static String md5Header(byte[] body) {
    return "Content-MD5: " + Base64.getEncoder().encodeToString(digest("MD5", body));
  }

  static String sha256(byte[] body) {
    return HexFormat.of().formatHex(digest("SHA-256", body));
  }

  private static byte[] digest(String algorithm, byte[] body) {
    try {
      return MessageDigest.getInstance(algorithm).digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
