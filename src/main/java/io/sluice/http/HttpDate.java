package io.sluice.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates as HTTP writes them, to the second.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>
 */
public final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Two digits of a year mean 1970 to 2069, as Nginx reads them. */
  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final List<DateTimeFormatter> FORMS = List.of(IMF_FIXDATE, RFC_850, ASCTIME);

  private HttpDate() {}

  /**
   * Writes a date.
   *
   * @param instant fractions of a second are dropped
   * @return for example {@code Sun, 06 Nov 1994 08:49:37 GMT}
   */
  public static String format(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  /**
   * Reads a date in the form that clients send today or in the two that old ones did.
   *
   * @param text the field value, or null
   * @return null when it is absent or no date, which RFC 9110 says to ignore
   */
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (DateTimeFormatter form : FORMS) {
      try {
        return Instant.from(form.parse(text.strip()));
      } catch (DateTimeParseException e) {
        // Perhaps one of the other forms.
      }
    }
    return null;
  }
}
