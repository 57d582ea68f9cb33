package io.sluice.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was written and is read by nobody, and says what was probably meant. Values are never
 * shown: under a misspelt key there may be a secret.
 */
final class UnknownKeys {
  private static final int LISTED_NAMES = 12;

  private final Settings settings;

  UnknownKeys(Settings settings) {
    this.settings = settings;
  }

  /** Adds a fault for each unknown key of a mapping and of the mappings in it. */
  void findInFile(YamlNode.Mapping mapping, String path) {
    AskedNames asked = settings.asked(path);
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      String name = entry.getKey();
      boolean isSection = asked.sections().contains(name) || asked.isNamedFreely();
      if (asked.keys().contains(name)) {
        continue;
      }
      if (!isSection) {
        add(entry, path, "is not a known key" + meant(path, name, asked));
      } else if (entry.getValue() instanceof YamlNode.Mapping below) {
        findInFile(below, Section.join(path, name));
      } else if (!asked.sections().contains(name)
          && !(entry.getValue() instanceof YamlNode.Broken)) {
        add(entry, path, "must be a mapping of keys to values");
      }
    }
  }

  private void add(Map.Entry<String, YamlNode> entry, String path, String message) {
    String key = Section.join(path, entry.getKey());
    settings.add(new Fault(key, settings.at(entry.getValue()), null, message));
  }

  private String meant(String path, String name, AskedNames asked) {
    String sibling = Suggestion.closest(name, asked.all());
    if (sibling != null) {
      return Suggestion.hint(sibling);
    }
    if (settings.readKeys().contains(Section.join(path, name))) {
      return "; a dot in a key means nothing here, write one section in the other";
    }
    if (name.endsWith("-file") && asked.keys().contains(name.replaceFirst("-file$", ""))) {
      return "; only secrets can be read from a file";
    }
    String elsewhere = sameLastWord(path, name);
    if (elsewhere != null) {
      return Suggestion.hint(elsewhere);
    }
    boolean listed = !asked.all().isEmpty() && asked.all().size() <= LISTED_NAMES;
    return listed ? " (known here: " + String.join(", ", asked.all()) + ")" : "";
  }

  private @Nullable String sameLastWord(String path, String name) {
    List<String> same = new ArrayList<>();
    for (String known : keysAndSections()) {
      if (known.endsWith("." + name) || known.equals(name)) {
        same.add(known);
      }
    }
    String near = Suggestion.closest(Section.join(path, name), same);
    return near == null && !same.isEmpty() ? same.get(0) : near;
  }

  private Set<String> keysAndSections() {
    Set<String> names = new TreeSet<>();
    for (KnownKey known : settings.knownKeys()) {
      for (String key = known.key(); !key.isEmpty(); key = parent(key)) {
        names.add(key);
      }
    }
    return names;
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  /** Adds a fault for each variable that sets nothing. */
  void findInEnvironment() {
    for (String variable : settings.environment().unknown()) {
      settings.add(new Fault(variable, null, null, "sets no known key" + meant(variable)));
    }
  }

  private String meant(String variable) {
    Collection<String> known = settings.environment().known();
    String near = Suggestion.closest(variable, known);
    if (near == null && known.contains(variable.replaceFirst("_FILE$", ""))) {
      return "; only secrets can be read from a file";
    }
    if (near == null) {
      near = inMisspeltSection(variable);
    }
    return Suggestion.hint(near == null ? sameEnd(variable) : near);
  }

  // The keys of a section that is not there were perhaps never asked for; its name was.
  private @Nullable String inMisspeltSection(String variable) {
    String[] words = variable.split("_", 3);
    Set<String> sections = new TreeSet<>();
    for (String name : settings.asked("").sections()) {
      sections.add(EnvironmentKeys.variable(name).substring("SLUICE_".length()));
    }
    String near = words.length < 3 ? null : Suggestion.closest(words[1], sections);
    return near == null || near.equals(words[1]) ? null : "SLUICE_" + near + "_" + words[2];
  }

  private @Nullable String sameEnd(String variable) {
    String best = null;
    int longest = 0;
    for (String key : settings.readKeys()) {
      String end = EnvironmentKeys.variable(key.substring(key.lastIndexOf('.') + 1)).substring(6);
      if (variable.endsWith(end) && end.length() > longest) {
        longest = end.length();
        best = EnvironmentKeys.variable(key);
      }
    }
    return best;
  }
}
