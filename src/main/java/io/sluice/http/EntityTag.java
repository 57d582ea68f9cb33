package io.sluice.http;

import org.jspecify.annotations.Nullable;

/**
 * A strong entity tag.
 *
 * @param opaque the text between the quotes, without them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, 8.8.3</a>
 */
public record EntityTag(String opaque) {
  /**
   * The field value.
   *
   * @return the tag in quotes
   */
  public String header() {
    return '"' + opaque + '"';
  }

  /**
   * Whether an {@code If-None-Match} list names this tag, by weak comparison.
   *
   * @param list the field value, for example {@code W/"a", "b"} or {@code *}
   * @return true when one member matches
   */
  public boolean isInWeakly(String list) {
    return contains(list, true);
  }

  /**
   * Whether an {@code If-Match} list names this tag, by strong comparison.
   *
   * @param list the field value
   * @return true when one strong member matches, or for {@code *}
   */
  public boolean isInStrongly(String list) {
    return contains(list, false);
  }

  /**
   * Whether an {@code If-Range} value is exactly this tag.
   *
   * @param value the field value; a weak tag never matches
   * @return true when the range may be applied
   */
  public boolean isExactly(@Nullable String value) {
    return header().equals(value);
  }

  private boolean contains(String list, boolean weak) {
    if (list.strip().equals("*")) {
      return true;
    }
    int at = 0;
    while (at < list.length()) {
      int open = list.indexOf('"', at);
      int close = open < 0 ? -1 : list.indexOf('"', open + 1);
      if (close < 0) {
        return false;
      }
      boolean isWeak = open >= 2 && list.startsWith("W/", open - 2);
      if ((weak || !isWeak) && list.substring(open + 1, close).equals(opaque)) {
        return true;
      }
      at = close + 1;
    }
    return false;
  }
}
