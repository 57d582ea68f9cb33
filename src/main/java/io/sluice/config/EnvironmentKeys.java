package io.sluice.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that set keys, and which of them somebody has asked for.
 *
 * <p>{@code ftrack.previous-secret} is {@code SLUICE_FTRACK_PREVIOUS_SECRET}. Not for use by many
 * threads.
 */
final class EnvironmentKeys {
  static final String CONFIG = "SLUICE_CONFIG";
  private static final String PREFIX = "SLUICE_";

  private final SortedMap<String, String> variables = new TreeMap<>();
  private final Set<String> asked = new TreeSet<>();

  EnvironmentKeys(Map<String, String> environment) {
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !isReserved(name)) {
            variables.put(name, value);
          }
        });
  }

  /** The variable that sets a full dotted key; for an empty key, the prefix of all. */
  static String variable(String key) {
    return key.isEmpty() ? "SLUICE" : PREFIX + word(key);
  }

  private static String word(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Whether a variable never sets a key: the file's place, what the nginx templates use, and what
   * Kubernetes and Docker put into the environment beside a service that is named sluice.
   */
  static boolean isReserved(String variable) {
    return variable.equals(CONFIG)
        || variable.startsWith("SLUICE_NGINX_")
        || variable.equals("SLUICE_SERVICE_HOST")
        || variable.startsWith("SLUICE_SERVICE_PORT")
        || variable.equals("SLUICE_PORT")
        || variable.startsWith("SLUICE_PORT_");
  }

  /** Remembers that somebody reads this key, and gives its variable's value; null if not set. */
  @Nullable String ask(String key) {
    String variable = variable(key);
    if (isReserved(variable)) {
      throw new IllegalArgumentException(variable + " is reserved, so no key may be named " + key);
    }
    asked.add(variable);
    return variables.get(variable);
  }

  /** What the key's variable holds, without remembering the question; null if not set. */
  @Nullable String value(String key) {
    return variables.get(variable(key));
  }

  /** Whether any variable sets a key below this section. */
  boolean reaches(String section) {
    String prefix = variable(section) + "_";
    return !variables.tailMap(prefix).isEmpty()
        && variables.tailMap(prefix).firstKey().startsWith(prefix);
  }

  /**
   * The names of sections below a section that variables introduce, sorted: a section that was
   * asked for by name, otherwise what stands before the first underscore, in lower case.
   *
   * @param asked what was asked for in the section; a variable of one of its keys names nothing
   * @param written the names in the file; a variable below one of them names nothing new
   */
  Set<String> names(String section, AskedNames asked, Set<String> written) {
    String prefix = variable(section) + "_";
    Set<String> keys = words(asked.keys());
    Set<String> names = new TreeSet<>();
    for (String variable : variables.tailMap(prefix).keySet()) {
      if (!variable.startsWith(prefix)) {
        break;
      }
      String rest = variable.substring(prefix.length());
      if (!keys.contains(rest) && owner(rest, written) == null) {
        String name = owner(rest, asked.sections());
        names.add(name == null ? firstWord(rest) : name);
      }
    }
    names.remove("");
    return names;
  }

  private static Set<String> words(Set<String> keys) {
    return keys.stream().map(EnvironmentKeys::word).collect(Collectors.toSet());
  }

  private static @Nullable String owner(String rest, Set<String> names) {
    return names.stream()
        .filter(name -> rest.startsWith(word(name) + "_"))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  private static String firstWord(String rest) {
    return rest.substring(0, Math.max(0, rest.indexOf('_'))).toLowerCase(Locale.ROOT);
  }

  /** The variables that set no key anybody has asked for, sorted. */
  List<String> unknown() {
    return variables.keySet().stream().filter(name -> !asked.contains(name)).toList();
  }

  /** The variables of every key that was asked for, set or not; sorted. */
  Set<String> known() {
    return asked;
  }
}
