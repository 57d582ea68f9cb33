package io.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that somebody has asked for in one section. */
final class AskedNames {
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> sections = new LinkedHashSet<>();
  private boolean free;

  /** Names of single values and lists. */
  Set<String> keys() {
    return keys;
  }

  /** Names of sections. */
  Set<String> sections() {
    return sections;
  }

  /** Remembers that the operator chooses the names of the sections here. */
  void nameFreely() {
    free = true;
  }

  boolean isNamedFreely() {
    return free;
  }

  /** Both kinds of names, in the order of the questions. */
  List<String> all() {
    List<String> all = new ArrayList<>(keys);
    all.addAll(sections);
    return all;
  }
}
