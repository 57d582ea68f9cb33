package io.sluice.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a duration: {@code 500ms}, {@code 60s}, {@code 90m}, {@code 2h}, {@code 7d}. */
final class DurationText {
  // Twelve digits of days still fit a Duration.
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]*)");
  private static final Map<String, ChronoUnit> UNITS = units();

  private DurationText() {}

  private static Map<String, ChronoUnit> units() {
    Map<String, ChronoUnit> units = new LinkedHashMap<>();
    units.put("d", ChronoUnit.DAYS);
    units.put("h", ChronoUnit.HOURS);
    units.put("m", ChronoUnit.MINUTES);
    units.put("s", ChronoUnit.SECONDS);
    units.put("ms", ChronoUnit.MILLIS);
    return units;
  }

  /**
   * The duration that the text stands for; days have 24 hours.
   *
   * @throws IllegalArgumentException not of that form; the message does not repeat the text
   */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be one number and a unit, such as 500ms, 60s, 2h, 7d");
    }
    long number = Long.parseLong(matcher.group(1));
    String name = matcher.group(2);
    if (name.isEmpty() && number == 0) {
      return Duration.ZERO;
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("has no unit: write ms, s, m, h or d behind the number");
    }
    ChronoUnit unit = UNITS.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("has an unknown unit: ms, s, m, h and d are known");
    }
    return Duration.of(number, unit);
  }

  /** The duration in the largest unit that keeps it a whole number. */
  static String format(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
      long number = duration.dividedBy(unit.getValue().getDuration());
      if (unit.getValue().getDuration().multipliedBy(number).equals(duration)) {
        return number + unit.getKey();
      }
    }
    return duration.toString();
  }
}
