package io.sluice.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes a value into a query string. */
final class QueryText {
  private QueryText() {}

  /** Percent-encodes as RFC 3986 has it: a space is {@code %20}. */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
