package io.sluice.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How one kind of value is read and shown.
 *
 * @param kind the word of {@link KnownKey#kind()}
 * @param allowed the range or the choices; empty if anything is allowed
 * @param parse reads a text without blanks around it; throws {@link IllegalArgumentException} with
 *     a message that says what would be right, and never repeats the text
 * @param write the inverse of {@code parse}
 */
record ValueForm<T>(
    String kind, String allowed, Function<String, T> parse, Function<T, String> write) {
  // Room for "as long as you like" without a special value.
  private static final Duration ENDLESS = Duration.ofDays(36_500);

  static ValueForm<Boolean> flag() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("true", true);
    words.put("false", false);
    return words("flag", words, value -> Boolean.toString(value));
  }

  static <E extends Enum<E>> ValueForm<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      words.put(word(value), value);
    }
    return words("choice", words, ValueForm::word);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> ValueForm<T> words(
      String kind, Map<String, T> words, Function<T, String> write) {
    String allowed = String.join(", ", words.keySet());
    Function<String, T> parse =
        text -> {
          T value = words.get(text);
          if (value == null) {
            String meant = Suggestion.hint(Suggestion.closest(text, words.keySet()));
            throw new IllegalArgumentException("must be one of " + allowed + meant);
          }
          return value;
        };
    return new ValueForm<>(kind, allowed, parse, write);
  }

  static ValueForm<Integer> integer(int min, int max) {
    return range(
        "integer", ValueForm::wholeNumber, min, max, max == Integer.MAX_VALUE, String::valueOf);
  }

  static ValueForm<Long> size(long min, long max) {
    return range("size", DataSize::parse, min, max, max == Long.MAX_VALUE, DataSize::format);
  }

  static ValueForm<Duration> duration(Duration min, Duration max) {
    boolean endless = max.compareTo(ENDLESS) >= 0;
    return range("duration", DurationText::parse, min, max, endless, DurationText::format);
  }

  private static Integer wholeNumber(String text) {
    if (!text.matches("-?[0-9]+")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("has too many digits", e);
    }
  }

  private static <T extends Comparable<T>> ValueForm<T> range(
      String kind,
      Function<String, T> parse,
      T min,
      T max,
      boolean endless,
      Function<T, String> write) {
    String lower = write.apply(min);
    String allowed = endless ? lower + " or more" : lower + " to " + write.apply(max);
    Function<String, T> checked =
        text -> {
          T value;
          try {
            value = parse.apply(text);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; allowed: " + allowed, e);
          }
          if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("is out of range; allowed: " + allowed);
          }
          return value;
        };
    return new ValueForm<>(kind, allowed, checked, write);
  }
}
