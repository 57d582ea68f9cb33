package io.sluice.auth;

import java.util.OptionalLong;

/** The {@code timeout} of a signed URL: the Unix time, in seconds, after which it is void. */
final class UrlTimeout {
  /** A time in milliseconds has 13 digits: read as seconds it would never end. */
  private static final int MAX_DIGITS = 12;

  private UrlTimeout() {}

  /**
   * Reads {@code 1700000600} or {@code 1700000600.0}; a fraction is cut off.
   *
   * @return empty for a sign, an exponent, an escape, 13 digits or more, or nothing at all
   */
  static OptionalLong parse(String text) {
    int point = text.indexOf('.');
    int wholeLength = point < 0 ? text.length() : point;
    boolean endsInPoint = point == text.length() - 1;
    if (wholeLength == 0 || wholeLength > MAX_DIGITS || (point >= 0 && endsInPoint)) {
      return OptionalLong.empty();
    }
    long seconds = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (i != point && (digit < 0 || digit > 9)) {
        return OptionalLong.empty();
      }
      if (i < wholeLength) {
        seconds = seconds * 10 + digit;
      }
    }
    return OptionalLong.of(seconds);
  }
}
