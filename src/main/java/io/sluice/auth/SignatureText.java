package io.sluice.auth;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text of a signature in a query: base64 of 32 bytes, in one spelling per alphabet, so that one
 * signature cannot travel under many names.
 *
 * <p>Decoded in one pass over the raw value, because this runs on every request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-5">RFC 4648, 5</a>
 */
final class SignatureText {
  static final int BYTES = 32;
  private static final int DIGITS = 43;

  private SignatureText() {}

  /** The url-safe form as ftrack sends it, its one {@code =} escaped. */
  static String encode(byte[] signature) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature) + "%3D";
  }

  /**
   * Decodes the raw value of a signature parameter, percent-decoding it once.
   *
   * <p>The padding may be missing. The standard alphabet's {@code +} and {@code /} count only as
   * {@code %2B} and {@code %2F}, and never beside {@code -} or {@code _}.
   *
   * @return 32 bytes; null when the text is anything else, unused bits that are not 0 included
   */
  static byte @Nullable [] decode(String raw) {
    byte[] bytes = new byte[BYTES];
    int digits = 0;
    int buffer = 0;
    int bits = 0;
    int filled = 0;
    int alphabets = 0;
    int i = 0;
    while (i < raw.length()) {
      boolean escaped = raw.charAt(i) == '%';
      int c = escaped ? escapedCharacter(raw, i) : raw.charAt(i);
      i += escaped ? 3 : 1;
      if (c == '=') {
        return i == raw.length() && isWhole(digits, buffer, bits) ? bytes : null;
      }
      int digit = digit(c, escaped);
      alphabets |= alphabet(c);
      if (digit < 0 || alphabets == 3 || ++digits > DIGITS) {
        return null;
      }
      buffer = (buffer << 6 | digit) & 0xFFFF;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[filled++] = (byte) (buffer >> bits);
      }
    }
    return isWhole(digits, buffer, bits) ? bytes : null;
  }

  private static boolean isWhole(int digits, int buffer, int bits) {
    return digits == DIGITS && (buffer & ((1 << bits) - 1)) == 0;
  }

  private static int escapedCharacter(String raw, int percent) {
    if (percent + 2 >= raw.length()) {
      return -1;
    }
    int high = PercentEncoding.hexDigit(raw.charAt(percent + 1));
    int low = PercentEncoding.hexDigit(raw.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int alphabet(int c) {
    if (c == '-' || c == '_') {
      return 1;
    }
    return c == '+' || c == '/' ? 2 : 0;
  }

  private static int digit(int c, boolean escaped) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    if (c == '-' || (c == '+' && escaped)) {
      return 62;
    }
    return c == '_' || (c == '/' && escaped) ? 63 : -1;
  }
}
