package io.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys below one dotted path, read with their kind, default and allowed range.
 *
 * <p>A section that is not written is read like an empty one: all its keys have their defaults. No
 * method throws for what the operator wrote; a wrong value gives the default (or what the method
 * names) and is remembered for {@link Settings#finish()}. A key is written in lower-case words
 * joined by dashes, without dots. For use by one thread.
 */
public final class Section {
  private static final int MAX_PORT = 65_535;

  private final Settings settings;
  private final String path;
  private final String pattern;
  private final YamlNode.@Nullable Mapping mapping;

  /**
   * @param pattern the path with {@code <name>} for the parts that the operator chose
   */
  Section(Settings settings, String path, String pattern, YamlNode.@Nullable Mapping mapping) {
    this.settings = settings;
    this.path = path;
    this.pattern = pattern;
    this.mapping = mapping;
  }

  /** The dotted path, {@code ftrack}; empty for the uppermost section. */
  public String path() {
    return path;
  }

  /**
   * Whether the file has the section (even empty, except the uppermost) or any variable sets a key
   * below it.
   */
  public boolean present() {
    boolean written = mapping != null && !(path.isEmpty() && mapping.entries().isEmpty());
    return written || settings.environment().reaches(path);
  }

  /** The section below this one with a name that the program chose; it may be absent. */
  public Section section(String name) {
    requireName(name);
    settings.asked(path).sections().add(name);
    return child(name, join(pattern, name));
  }

  /**
   * The sections below this one, whose names the operator chose: those of the file in its order,
   * then those that only variables introduce, sorted. A variable belongs to the name in the file
   * that its rest begins with, otherwise the name ends at the first underscore and is in lower
   * case. Read the keys that the section has by itself first, so that their variables introduce no
   * name.
   */
  public Map<String, Section> sections() {
    AskedNames asked = settings.asked(path);
    asked.nameFreely();
    Map<String, YamlNode> entries = mapping == null ? Map.of() : mapping.entries();
    Map<String, Section> sections = new LinkedHashMap<>();
    entries.forEach(
        (name, node) -> {
          if (node instanceof YamlNode.Mapping) {
            sections.put(name, child(name, join(pattern, "<name>")));
          }
        });
    for (String name : settings.environment().names(path, asked, entries.keySet())) {
      sections.put(name, child(name, join(pattern, "<name>")));
    }
    return Collections.unmodifiableMap(sections);
  }

  private Section child(String name, String childPattern) {
    String full = join(path, name);
    YamlNode node = mapping == null ? null : mapping.entries().get(name);
    if (node instanceof YamlNode.Scalar scalar && scalar.text() == null) {
      settings.fault(full, "has no value; leave it out, or write {} for a section of defaults");
    } else if (node instanceof YamlNode.Scalar || node instanceof YamlNode.Items) {
      settings.fault(full, "must be a mapping: indented lines of the form \"key: value\"");
    }
    return new Section(
        settings, full, childPattern, node instanceof YamlNode.Mapping below ? below : null);
  }

  /** The text under a key; null if the key is not given. */
  public @Nullable String text(String key) {
    know(key, "text", "", "");
    Found found = find(key);
    return found == null ? null : found.text();
  }

  /** The text under a key, which may be empty if it was written in quotes. */
  public String text(String key, String fallback) {
    know(key, "text", fallback, "");
    Found found = find(key);
    return found == null ? fallback : found.text();
  }

  /** The text under a key; an empty text after the fault if it is not given or blank. */
  public String requiredText(String key) {
    know(key, "text", "required", "");
    Found found = findRequired(key);
    if (found != null && found.text().isBlank()) {
      fault(key, "has no value");
    }
    return found == null ? "" : found.text();
  }

  /**
   * The address of a site under a key: http or https, a host, perhaps a port and a path, and no
   * user, query, fragment, or two slashes in a row. A slash at its end is dropped.
   *
   * @return null if the key is not given, and after the fault
   */
  public @Nullable URI httpAddress(String key) {
    String text = text(key);
    return text == null ? null : toHttpAddress(key, text);
  }

  /** Like {@link #httpAddress(String)}; the fallback after the fault, too. */
  public URI httpAddress(String key, URI fallback) {
    URI url = toHttpAddress(key, text(key, fallback.toString()));
    return url == null ? fallback : url;
  }

  private @Nullable URI toHttpAddress(String key, String text) {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean isSite = url.getHost() != null && url.getRawUserInfo() == null;
      boolean isBare = url.getRawQuery() == null && url.getRawFragment() == null;
      if (isHttp && isSite && isBare && url.getPort() <= MAX_PORT && isPlain(url.getRawPath())) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, like every other malformed address.
    }
    fault(key, "must be http or https, a host, perhaps a port and a path, and nothing else");
    return null;
  }

  private static boolean isPlain(String path) {
    return !path.contains("//") && !path.endsWith("/");
  }

  /** Whether a key is {@code true}; anything but {@code true} and {@code false} is a fault. */
  public boolean flag(String key, boolean fallback) {
    return value(key, fallback, ValueForm.flag());
  }

  /**
   * The whole number under a key.
   *
   * @param fallback need not be in the range
   * @param min inclusive
   * @param max inclusive
   */
  public int integer(String key, int fallback, int min, int max) {
    return value(key, fallback, ValueForm.integer(min, max));
  }

  /**
   * The number of bytes under a key, written as {@link DataSize} says.
   *
   * @param fallback in bytes; need not be in the range
   * @param min in bytes, inclusive
   * @param max in bytes, inclusive
   */
  public long bytes(String key, long fallback, long min, long max) {
    return value(key, fallback, ValueForm.size(min, max));
  }

  /**
   * The duration under a key: a whole number and {@code ms}, {@code s}, {@code m}, {@code h} or
   * {@code d}, as in {@code 90m}; only 0 needs no unit.
   *
   * @param fallback need not be in the range
   * @param min inclusive
   * @param max inclusive; 100 years or more is shown as no limit
   */
  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    return value(key, fallback, ValueForm.duration(min, max));
  }

  /** The constant whose name, in lower case with dashes, stands under a key. */
  public <E extends Enum<E>> E choice(String key, E fallback, Class<E> type) {
    return value(key, fallback, ValueForm.choice(type));
  }

  /**
   * The texts under a key: a list, or one single value; in a variable, separated by commas with
   * blanks around them dropped. An empty text among them is a fault.
   */
  public List<String> texts(String key, List<String> fallback) {
    know(key, "list", String.join(", ", fallback), "");
    String variable = settings.environment().value(join(path, key));
    List<String> texts = null;
    if (variable == null && node(key) instanceof YamlNode.Items items) {
      ask(key);
      texts = items.items().stream().map(Section::itemText).toList();
    } else {
      Found found = find(key);
      if (found != null) {
        texts = variable == null ? List.of(found.text()) : splitAtCommas(found.text());
      }
    }
    if (texts != null && texts.stream().anyMatch(String::isBlank)) {
      fault(key, "must be a list of single values, none of them empty");
      return fallback;
    }
    return texts == null ? fallback : texts;
  }

  private static String itemText(YamlNode item) {
    return item instanceof YamlNode.Scalar scalar && scalar.text() != null ? scalar.text() : "";
  }

  private static List<String> splitAtCommas(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /**
   * The path under a key, absolute; null if the key is not given. A relative one starts from the
   * folder of the file, or in a variable from the working directory. Nothing is looked up on disk.
   */
  public @Nullable Path path(String key) {
    know(key, "path", "", "");
    return toPath(key, find(key));
  }

  /** Like {@link #path(String)}; {@code Path.of(".")} after the fault if it is not given. */
  public Path requiredPath(String key) {
    know(key, "path", "required", "");
    Path found = toPath(key, findRequired(key));
    return found == null ? Path.of(".") : found;
  }

  private @Nullable Path toPath(String key, @Nullable Found found) {
    if (found == null) {
      return null;
    }
    try {
      if (!found.text().isBlank()) {
        return found.folder().resolve(found.text()).normalize();
      }
    } catch (InvalidPathException e) {
      fault(key, "can not be a path on this system");
      return null;
    }
    fault(key, "has no value");
    return null;
  }

  /**
   * The secret under a key, or in the file that {@code key-file} names; null if neither is given.
   * One line break at the end is dropped. The environment wins as a whole: if a variable sets
   * either of the two, the file's pair does not count. Both given in one place, an empty secret,
   * and a file that can not be read are faults.
   */
  public @Nullable Secret secret(String key) {
    return new SecretReader(settings, this)
        .read(key, new KnownKey(join(pattern, key), "secret", "", ""));
  }

  /**
   * Like {@link #secret(String)}, with a least length. After a fault, a random secret that nobody
   * knows.
   *
   * @param minChars in characters, inclusive
   */
  public Secret requiredSecret(String key, int minChars) {
    String allowed = "at least " + minChars + " characters";
    return new SecretReader(settings, this)
        .readRequired(
            key, minChars, new KnownKey(join(pattern, key), "secret", "required", allowed));
  }

  /**
   * Remembers a fault of one of this section's keys; where it was written is added, and the value
   * unless it may be a secret.
   *
   * @param message to be read after the key; must not hold a secret
   */
  public void fault(String key, String message) {
    settings.fault(join(path, key), message);
  }

  private <T> T value(String key, T fallback, ValueForm<T> form) {
    know(key, form.kind(), form.write().apply(fallback), form.allowed());
    Found found = find(key);
    if (found == null) {
      return fallback;
    }
    try {
      return form.parse().apply(found.text().strip());
    } catch (IllegalArgumentException e) {
      fault(key, String.valueOf(e.getMessage()));
      return fallback;
    }
  }

  private void know(String key, String kind, String fallback, String allowed) {
    requireName(key);
    settings.know(join(path, key), new KnownKey(join(pattern, key), kind, fallback, allowed));
  }

  private @Nullable Found findRequired(String key) {
    Found found = find(key);
    if (found == null && !isWritten(key)) {
      fault(key, "is missing; write it or set " + EnvironmentKeys.variable(join(path, key)));
    }
    return found;
  }

  /** Whether anything was given for a key, be it wrong. */
  boolean isWritten(String key) {
    return isSetByEnvironment(key) || node(key) != null;
  }

  boolean isSetByEnvironment(String key) {
    return settings.environment().value(join(path, key)) != null;
  }

  /** The single value given for a key; null if there is none or, after the fault, no single one. */
  @Nullable Found find(String key) {
    String variable = ask(key);
    if (variable != null && variable.isBlank()) {
      fault(key, "has no value; unset the variable or give it one");
      return null;
    }
    if (variable != null) {
      return new Found(variable, Path.of("").toAbsolutePath());
    }
    YamlNode node = node(key);
    if (node instanceof YamlNode.Scalar scalar && scalar.text() != null) {
      return new Found(scalar.text(), settings.folder());
    }
    if (node instanceof YamlNode.Scalar) {
      fault(key, "has no value; leave it out or give it one");
    } else if (node instanceof YamlNode.Items || node instanceof YamlNode.Mapping) {
      fault(key, "must be a single value");
    }
    return null;
  }

  private @Nullable String ask(String key) {
    settings.asked(path).keys().add(key);
    return settings.environment().ask(join(path, key));
  }

  private @Nullable YamlNode node(String key) {
    return mapping == null ? null : mapping.entries().get(key);
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static void requireName(String name) {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("No name of a key or section: " + name);
    }
  }
}
