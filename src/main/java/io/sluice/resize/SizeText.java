package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Size;

/** The numbers in a resize's name: ASCII digits, leading zeros allowed. */
final class SizeText {
  private static final int MAX_DIGITS = 9;

  private SizeText() {}

  /**
   * Reads a size.
   *
   * @param text for example {@code 100x200}
   * @param fault thrown when it is no size of at least 1x1
   */
  static Size parse(String text, ResizeError fault) {
    int mark = text.indexOf('x');
    if (mark < 0) {
      throw new HttpErrorException(fault, "no x");
    }
    int width = number(text.substring(0, mark), fault);
    int height = number(text.substring(mark + 1), fault);
    if (width < 1 || height < 1) {
      throw new HttpErrorException(fault, "a side of 0");
    }
    return new Size(width, height);
  }

  static Size require(int width, int height) {
    if (width < 1 || height < 1) {
      throw new HttpErrorException(ResizeError.RESIZE_SIZE_MALFORMED, width + "x" + height);
    }
    return new Size(width, height);
  }

  /** Reads a number; one of more digits than any limit has is the largest there is. */
  static int number(String text, ResizeError fault) {
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new HttpErrorException(fault, "no ASCII digits");
      }
      if (c == '0' && zeros == i) {
        zeros++;
      }
    }
    if (text.isEmpty()) {
      throw new HttpErrorException(fault, "no digits");
    }
    String digits = text.substring(zeros);
    if (digits.length() > MAX_DIGITS) {
      return Integer.MAX_VALUE;
    }
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
