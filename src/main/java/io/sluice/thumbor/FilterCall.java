package io.sluice.thumbor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One filter as it stands in a URL.
 *
 * @param name what stands before the first bracket
 * @param arguments without quotes and the blanks around them; null when they do not end
 */
public record FilterCall(String name, @Nullable List<String> arguments) {
  /**
   * Splits the filters of a URL, in one pass.
   *
   * @param text percent-decoded once, for example {@code blur(2):fill('red')}
   * @return in the order of the URL; split at each {@code ):}, even inside of quotes
   */
  static List<FilterCall> split(String text) {
    List<FilterCall> calls = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf("):"); end >= 0; end = text.indexOf("):", start)) {
      calls.add(read(text.substring(start, end + 1)));
      start = end + 2;
    }
    calls.add(read(text.substring(start)));
    return calls;
  }

  private static FilterCall read(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new FilterCall(text, null);
    }
    return new FilterCall(text.substring(0, open), arguments(text, open + 1));
  }

  private static @Nullable List<String> arguments(String text, int from) {
    List<String> found = new ArrayList<>();
    int start = from;
    if (start < text.length() && text.charAt(start) == ')') {
      return found;
    }
    while (true) {
      int end = end(text, start);
      if (end == text.length()) {
        return null;
      }
      found.add(unquoted(text.substring(start, end).strip()));
      if (text.charAt(end) == ')') {
        return found;
      }
      start = end + 1;
    }
  }

  /** Where the argument's comma or bracket is; the end of the text when there is none. */
  private static int end(String text, int start) {
    int at = afterBlanks(text, start);
    if (at < text.length() && text.charAt(at) == '\'') {
      for (int q = text.indexOf('\'', at + 2); q >= 0; q = text.indexOf('\'', q + 1)) {
        int after = afterBlanks(text, q + 1);
        if (after < text.length() && (text.charAt(after) == ',' || text.charAt(after) == ')')) {
          return after;
        }
      }
    }
    if (at < text.length() && text.charAt(at) == '[') {
      // A list of points, which has commas and brackets of its own.
      at = Math.max(at, text.indexOf(']', at));
    }
    // Brackets may be a part of an address that other arguments follow.
    int last = text.lastIndexOf(',');
    while (at < text.length() && text.charAt(at) != ',' && (text.charAt(at) != ')' || at < last)) {
      at++;
    }
    return at;
  }

  private static int afterBlanks(String text, int start) {
    int at = start;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 2 && text.startsWith("'") && text.endsWith("'");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
