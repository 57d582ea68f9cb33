package io.sluice.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
final class Suggestion {
  private static final int MAX_DISTANCE = 2;

  private Suggestion() {}

  /**
   * The candidate nearest to the word, at most two changes away (insert, remove, replace, swap two
   * neighbours; case is ignored) and not more than half of the word; null if there is none.
   */
  static @Nullable String closest(String word, Collection<String> candidates) {
    String best = null;
    int least = Math.min(MAX_DISTANCE, word.length() / 2) + 1;
    for (String candidate : candidates) {
      // Spares the table for words that can not be near.
      if (Math.abs(candidate.length() - word.length()) >= least) {
        continue;
      }
      int distance = distance(lower(word), lower(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** The sentence part {@code (did you mean "word"?)} with a space before it, or nothing. */
  static String hint(@Nullable String suggestion) {
    return suggestion == null ? "" : " (did you mean \"" + suggestion + "\"?)";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int step(int[][] table, String a, String b, int i, int j) {
    int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
