package io.sluice.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The name of one request in answers and logs. It is a label, never a secret. */
public final class RequestId {
  private RequestId() {}

  /**
   * Keeps a well-formed id from a proxy, or makes one.
   *
   * @param offered the {@code X-Request-ID} received, or null
   * @return 8 to 64 letters, digits, dots, dashes or underscores
   */
  public static String keepOrMake(@Nullable String offered) {
    if (offered != null && isWellFormed(offered)) {
      return offered;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  private static boolean isWellFormed(String id) {
    if (id.length() < 8 || id.length() > 64) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
