package io.sluice.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Percent escapes of RFC 3986, section 2.1, over UTF-8, without the leniency of form decoding.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, 2.1</a>
 */
public final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /**
   * Decodes once; {@code +} stays {@code +}.
   *
   * @param text percent-encoded
   * @return null when an escape is broken or the bytes are not UTF-8
   */
  public static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    byte[] to = new byte[from.length];
    int length = 0;
    for (int i = 0; i < from.length; i++) {
      int value = from[i];
      if (value == '%') {
        value = escaped(from, i);
        if (value < 0) {
          return null;
        }
        i += 2;
      }
      to[length++] = (byte) value;
    }
    return utf8(to, length);
  }

  /**
   * Escapes all but letters, digits and {@code - . _ ~} (RFC 3986, 2.3), in upper-case hex.
   *
   * @param text any
   * @return ASCII
   */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return encoded.toString();
  }

  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The value 0 to 15 of an ASCII hex digit, -1 for anything else. */
  static int hexDigit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private static int escaped(byte[] from, int percent) {
    if (percent + 2 >= from.length) {
      return -1;
    }
    int high = hexDigit(from[percent + 1]);
    int low = hexDigit(from[percent + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static @Nullable String utf8(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
