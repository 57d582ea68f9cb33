package io.sluice.source.http;

import io.sluice.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that a door may be sent to.
 *
 * @param patterns in lower case: a name, {@code *.example.org} for all names below one, or {@code
 *     *}
 */
public record AllowedHosts(List<String> patterns) {
  private static final String ANY = "*";
  private static final String NAME =
      "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";

  /** Takes a copy. */
  public AllowedHosts {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads a list of hosts.
   *
   * @param section of the door
   * @param key in it
   * @return empty when the key is not given: no host is asked
   */
  public static AllowedHosts read(Section section, String key) {
    List<String> patterns = new ArrayList<>();
    for (String text : section.texts(key, List.of())) {
      String pattern = text.toLowerCase(Locale.ROOT);
      if (pattern.equals(ANY) || pattern.matches("(\\*\\.)?" + NAME)) {
        patterns.add(pattern);
      } else {
        section.fault(
            key, "\"" + text + "\" is no host name, *.NAME or *; no port, no address of IPv6");
      }
    }
    return new AllowedHosts(patterns);
  }

  /**
   * Whether none is asked.
   *
   * @return true for an empty list
   */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Compares names as a whole; a part of a name is no name. */
  boolean contain(String host) {
    for (String pattern : patterns) {
      boolean fits =
          pattern.startsWith("*.")
              ? host.endsWith(pattern.substring(1)) && host.length() >= pattern.length()
              : pattern.equals(ANY) || pattern.equals(host);
      if (fits) {
        return true;
      }
    }
    return false;
  }
}
