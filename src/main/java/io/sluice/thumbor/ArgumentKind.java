package io.sluice.thumbor;

import java.util.function.Predicate;

/** The forms that an argument of a filter can have. */
enum ArgumentKind {
  POSITIVE(text -> isDigits(text)),
  NON_ZERO(text -> isDigits(text) && Integer.parseInt(text) > 0),
  NUMBER(text -> isDigits(text.startsWith("-") ? text.substring(1) : text)),
  DECIMAL(text -> isDecimal(text)),
  BOOLEAN(text -> text.matches("[Tt]rue|[Ff]alse|[01]")),
  WORD(text -> text.matches("\\w+")),
  TEXT(text -> !text.isEmpty()),
  RADII(text -> text.matches("\\d{1,9}(\\|\\d{1,9})?")),
  PLACE(text -> text.matches("-?\\d{1,9}p?|center|repeat")),
  RATIO(text -> text.matches("\\d{1,9}|none")),
  HEX(text -> text.matches("[0-9a-fA-F]{6}")),
  CURVE(text -> text.matches("\\[(\\(\\d{1,3},\\d{1,3}\\),?)+]")),
  MATRIX(text -> isMatrix(text));

  private static final int MAX_WEIGHTS = 225;

  @SuppressWarnings(
      "ImmutableEnumChecker") // They are methods without state; the type does not say so.
  private final Predicate<String> form;

  ArgumentKind(Predicate<String> form) {
    this.form = form;
  }

  boolean fits(String text) {
    return form.test(text);
  }

  private static boolean isDigits(String text) {
    return text.length() <= 9
        && !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isDecimal(String text) {
    return text.length() <= 18 && text.matches("-?(\\d+\\.?\\d*|\\.\\d+)");
  }

  private static boolean isMatrix(String text) {
    String[] weights = text.split(";", -1);
    if (weights.length > MAX_WEIGHTS) {
      return false;
    }
    for (String weight : weights) {
      if (!isDecimal(weight)) {
        return false;
      }
    }
    return true;
  }
}
