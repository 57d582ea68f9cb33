package io.sluice.auth;

/**
 * One parameter of a query, exactly as it was sent: nothing is decoded.
 *
 * @param name what stands before the first {@code =}
 * @param value what stands after it; empty when there is no {@code =}
 * @param text the whole piece between two {@code &}, which tells {@code user} from {@code user=}
 */
public record Parameter(String name, String value, String text) {
  static Parameter of(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Parameter(text, "", text)
        : new Parameter(text.substring(0, equals), text.substring(equals + 1), text);
  }

  boolean hasEquals() {
    return name.length() < text.length();
  }
}
