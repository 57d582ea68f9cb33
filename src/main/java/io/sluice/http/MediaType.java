package io.sluice.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules about {@code Content-Type} values that came from outside. */
public final class MediaType {
  /** What bytes are called when nothing is known of them. */
  public static final String UNKNOWN = "application/octet-stream";

  /** Longer than any honest value, and short enough for the stack that matching takes. */
  private static final int MAX_CHARS = 1024;

  private static final Pattern WELL_FORMED =
      Pattern.compile(
          "[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}"
              + "([ \\t]*;[ \\t]*[A-Za-z0-9!#$&^_.+-]{1,64}=(\"[\\x20-\\x7e&&[^\"\\\\]]{0,256}\"|[A-Za-z0-9!#$&^_.+-]{1,256}))*");
  private static final Set<String> ACTIVE =
      Set.of(
          "text/html",
          "image/svg+xml",
          "text/xml",
          "application/xml",
          "application/xhtml+xml",
          "text/xsl",
          "application/xslt+xml",
          "text/javascript",
          "text/ecmascript",
          "application/ecmascript",
          "application/x-javascript",
          "message/rfc822",
          "application/javascript",
          "application/x-shockwave-flash");

  private MediaType() {}

  /**
   * Keeps a value that can be replayed in an answer.
   *
   * @param received the field value, or null
   * @return null when it is absent, malformed, longer than 1024 characters or says no more than
   *     {@link #UNKNOWN}
   */
  public static @Nullable String usable(@Nullable String received) {
    if (received == null || received.length() > MAX_CHARS) {
      return null;
    }
    String type = received.strip();
    if (!WELL_FORMED.matcher(type).matches()) {
      return null;
    }
    return essence(type).equals(UNKNOWN) ? null : type;
  }

  /**
   * Whether a browser would run script in it: such an object is always sent as an attachment, so
   * that an upload can never act as a page of the media origin.
   *
   * @param type a field value
   * @return true for HTML, SVG, every kind of XML, and multipart types, whose parts may be any of
   *     them
   */
  public static boolean isActive(String type) {
    String essence = essence(type);
    return ACTIVE.contains(essence) || essence.endsWith("+xml") || essence.startsWith("multipart/");
  }

  private static String essence(String type) {
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
