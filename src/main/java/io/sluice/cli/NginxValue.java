package io.sluice.cli;

import java.util.regex.Pattern;

/** Keeps a value from ending its directive: what may be in it is listed, not what may not. */
final class NginxValue {
  /** Empty, or one or more plain segments, each with its slash before it. */
  static final Pattern URL_PREFIX = Pattern.compile("(?:/[0-9A-Za-z_~-][0-9A-Za-z._~-]*)*");

  // No blank either: it would split one argument into two.
  private static final Pattern PATH = Pattern.compile("(?:/[0-9A-Za-z_@+,=%~.-]+)+");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(?:/|$)");

  private NginxValue() {}

  static void matches(String name, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(name + ": \"" + value + "\" is not of the form " + form);
    }
  }

  static void path(String name, String value) {
    if (!PATH.matcher(value).matches() || DOTS.matcher(value).find()) {
      throw new IllegalArgumentException(
          name
              + ": \""
              + value
              + "\" is not an absolute path of letters, digits and _ @ + , = % ~ . -"
              + " without . or .. in it");
    }
  }
}
