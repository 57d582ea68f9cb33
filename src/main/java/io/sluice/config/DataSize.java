package io.sluice.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a number of bytes.
 *
 * <p>A size is a whole number without sign, then at most one space, then one of these units,
 * spelled exactly so: none or {@code B} (bytes); {@code kB} or {@code KB}, {@code MB}, {@code GB},
 * {@code TB}, {@code PB} (powers of 1000); {@code KiB}, {@code MiB}, {@code GiB}, {@code TiB},
 * {@code PiB} (powers of 1024). Fractions are refused, and so are bare letters such as {@code 64k},
 * which mean 1000 to some programs and 1024 to others.
 */
public final class DataSize {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,19}) ?([A-Za-z]{0,3})");
  private static final String LETTERS = "KMGTP";
  private static final Map<String, Long> SMALL_UNITS = Map.of("", 1L, "B", 1L, "kB", 1000L);

  private DataSize() {}

  /**
   * The number of bytes that {@code text} stands for.
   *
   * @return 0 to {@link Long#MAX_VALUE}
   * @throws IllegalArgumentException {@code text} is no size by the rules of this class, or does
   *     not fit; the message says what would be right and does not repeat the text
   */
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a whole number and a unit, such as 64KiB or 5GB");
    }
    long unit = unit(matcher.group(2));
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("is more than can be counted in bytes", e);
    }
  }

  private static long unit(String name) {
    Long small = SMALL_UNITS.get(name);
    if (small != null) {
      return small;
    }
    int power = LETTERS.indexOf(name.charAt(0)) + 1;
    if (power > 0 && name.substring(1).equals("B")) {
      return power(1000, power);
    }
    if (power > 0 && name.substring(1).equals("iB")) {
      return power(1024, power);
    }
    throw new IllegalArgumentException(wrongUnit(name.substring(0, 1).toUpperCase(Locale.ROOT)));
  }

  private static String wrongUnit(String letter) {
    return LETTERS.contains(letter)
        ? "has no clear unit: write %sB (1000) or %siB (1024)".formatted(letter, letter)
        : "has an unknown unit: KB, MB, GB, TB, PB count by 1000, KiB, MiB, GiB, TiB, PiB by 1024";
  }

  /**
   * The shortest exact text for a number of bytes; binary units win a tie. {@link #parse} reads it
   * back to the same number.
   *
   * @throws IllegalArgumentException {@code bytes} is negative
   */
  public static String format(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size is never negative: " + bytes);
    }
    String best = Long.toString(bytes);
    for (int power = LETTERS.length(); bytes > 0 && power > 0; power--) {
      best = shorter(best, bytes, power(1024, power), LETTERS.charAt(power - 1) + "iB");
    }
    for (int power = LETTERS.length(); bytes > 0 && power > 0; power--) {
      best = shorter(best, bytes, power(1000, power), LETTERS.charAt(power - 1) + "B");
    }
    return best;
  }

  private static String shorter(String best, long bytes, long unit, String name) {
    String text = bytes / unit + name;
    boolean better =
        text.length() < best.length() || (isPlain(best) && text.length() == best.length());
    return bytes % unit == 0 && better ? text : best;
  }

  private static boolean isPlain(String text) {
    return Character.isDigit(text.charAt(text.length() - 1));
  }

  private static long power(long base, int exponent) {
    long result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= base;
    }
    return result;
  }
}
