package io.sluice.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client says it can show.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>
 */
public final class Accept {
  private Accept() {}

  /**
   * Whether a type is named itself, and not refused. Ranges do not count: every browser sends
   * {@code *}{@code /*}, whatever it can show.
   *
   * @param header the field value, or null
   * @param mediaType for example {@code image/webp}
   * @return false for {@code q=0}, or a weight that is no number
   */
  public static boolean names(@Nullable String header, String mediaType) {
    if (header == null) {
      return false;
    }
    for (String member : header.split(",", -1)) {
      String[] parts = member.split(";", -1);
      if (parts[0].strip().toLowerCase(Locale.ROOT).equals(mediaType)) {
        return isWanted(parts);
      }
    }
    return false;
  }

  private static boolean isWanted(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.startsWith("q=")) {
        return part.matches("q=(1(\\.0{0,3})?|0\\.[0-9]{1,3})") && !part.matches("q=0\\.0*");
      }
    }
    return true;
  }
}
