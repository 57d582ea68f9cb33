package io.sluice.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Compares secrets in a time that does not tell how much of them was right. */
public final class ConstantTime {
  private ConstantTime() {}

  /**
   * Whether both hold the same bytes.
   *
   * @param a what was sent; only its length shows in the time taken
   * @param b what was expected
   * @return true when equal in length and content
   */
  public static boolean equal(byte[] a, byte[] b) {
    return MessageDigest.isEqual(a, b);
  }

  /**
   * Whether both hold the same characters, compared as UTF-8.
   *
   * @param a what was sent; only its length shows in the time taken
   * @param b what was expected
   * @return true when equal
   */
  public static boolean equal(String a, String b) {
    return equal(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
