package io.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration, ready to be shown to the operator.
 *
 * <p>Line breaks and other control characters are replaced by {@code ?}, a long value is cut, and
 * the user part of a URL in the value becomes {@code ****}; a fault is one line and is safe to log.
 *
 * @param key the full dotted key, or an empty text if the fault is of the file as a whole
 * @param source where it was written: {@code sluice.yaml:12}, the name of an environment variable,
 *     or null if it was written nowhere
 * @param value what was written; null if that is nothing, is no single value, or may be a secret
 * @param message what is wrong and what would be right, to be read after the key
 */
public record Fault(String key, @Nullable String source, @Nullable String value, String message) {
  private static final int SHOWN_CHARS = 80;

  /** Makes every part fit for one line of a log. */
  public Fault {
    key = oneLine(key);
    source = source == null ? null : oneLine(source);
    value = value == null ? null : cut(withoutUser(oneLine(value)));
    message = oneLine(message);
  }

  /** The fault as one line: {@code sluice.yaml:12 ftrack.store = "mian" is no store}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    if (source != null) {
      line.append(source).append("  ");
    }
    if (!key.isEmpty()) {
      line.append(key);
      if (value != null) {
        line.append(" = \"").append(value).append('"');
      }
      line.append("  ");
    }
    return line.append(message).toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?");
  }

  private static String withoutUser(String text) {
    return text.replaceAll("://[^/?#]*@", "://****@");
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= SHOWN_CHARS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARS)) + "…";
  }
}
