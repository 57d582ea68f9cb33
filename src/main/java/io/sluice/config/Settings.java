package io.sluice.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration: a YAML file, the environment over it, and every fault in either.
 *
 * <p>Any key can be set by environment: upper-case, dots and dashes become underscores, {@code
 * SLUICE_} before it. The environment wins over the file. Each room reads its keys through a {@link
 * Section}; a wrong value gives the default and is remembered, and {@link #finish()} stops the
 * start if there was anything.
 *
 * <p>For use by one thread, at the start.
 */
public final class Settings {
  private final EnvironmentKeys environment;
  private final @Nullable Path file;
  private final YamlNode.Mapping tree;
  private final @Nullable Fault unreadable;
  private final Set<Fault> faults = new LinkedHashSet<>();
  private final Map<String, KnownKey> known = new LinkedHashMap<>();
  private final Map<String, KnownKey> read = new LinkedHashMap<>();
  private final Map<String, AskedNames> asked = new HashMap<>();

  private Settings(@Nullable Path file, Map<String, String> variables) {
    this.environment = new EnvironmentKeys(variables);
    this.file = file;
    YamlNode.Mapping root = new YamlNode.Mapping(1);
    Fault broken = null;
    if (file != null) {
      List<Fault> found = new ArrayList<>();
      try {
        root = YamlTree.read(file, found);
      } catch (UnreadableException e) {
        broken = e.fault();
      }
      faults.addAll(found);
    }
    this.tree = root;
    this.unreadable = broken;
  }

  /**
   * What the file and the environment say. Never throws for what they say: faults come with {@link
   * #finish()}.
   *
   * @param file YAML in UTF-8, at most 1 MiB; null to be set by environment only
   * @param environment all variables; only those that begin with {@code SLUICE_} count, except
   *     {@code SLUICE_CONFIG}, {@code SLUICE_NGINX_*}, and {@code SLUICE_PORT*} and {@code
   *     SLUICE_SERVICE_*} as an orchestrator sets them for a service named sluice
   */
  public static Settings load(@Nullable Path file, Map<String, String> environment) {
    return new Settings(file, environment);
  }

  /** The uppermost section, whose keys have no dot. */
  public Section root() {
    return new Section(this, "", "", tree);
  }

  /**
   * Stops the start if anything is wrong; to be called once, after every room has read its keys.
   * What nobody has asked for is a fault too: each such key of the file and each such variable. If
   * the file as a whole can not be read, that is the only fault.
   *
   * @throws ConfigException every fault
   */
  public void finish() throws ConfigException {
    if (unreadable != null) {
      throw new ConfigException(List.of(unreadable));
    }
    UnknownKeys unknown = new UnknownKeys(this);
    unknown.findInFile(tree, "");
    unknown.findInEnvironment();
    if (!faults.isEmpty()) {
      throw new ConfigException(List.copyOf(faults));
    }
  }

  /** Every key that was asked for until now, given or not, in the order of the questions. */
  public List<KnownKey> knownKeys() {
    return List.copyOf(known.values());
  }

  /**
   * Remembers a fault that a room found while it was put together, such as a name that leads
   * nowhere. Where the key was written is added, and the value unless it may be a secret.
   *
   * @param key full and dotted
   * @param message to be read after the key; must not hold a secret
   */
  public void fault(String key, String message) {
    KnownKey kind = read.get(key);
    boolean shown = kind != null && !kind.kind().equals("secret");
    String variable = environment.value(key);
    if (variable != null) {
      faults.add(new Fault(key, EnvironmentKeys.variable(key), shown ? variable : null, message));
      return;
    }
    String value = tree.find(key) instanceof YamlNode.Scalar scalar ? scalar.text() : null;
    faults.add(new Fault(key, nearestLine(key), shown ? value : null, message));
  }

  /** The line of the key or, if it is not written, of the section that it would stand in. */
  private @Nullable String nearestLine(String key) {
    for (String path = key;
        !path.isEmpty();
        path = path.substring(0, Math.max(0, path.lastIndexOf('.')))) {
      YamlNode node = tree.find(path);
      if (node != null) {
        return at(node);
      }
    }
    return null;
  }

  void add(Fault fault) {
    faults.add(fault);
  }

  /** Where a piece of the file stands, as {@code sluice.yaml:12}. */
  String at(YamlNode node) {
    return (file == null ? "" : file.getFileName()) + ":" + node.line();
  }

  /** What relative paths in the file start from. */
  Path folder() {
    Path parent = file == null ? null : file.toAbsolutePath().getParent();
    return parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  /** Remembers that somebody reads the key {@code full}, which {@code key} describes. */
  void know(String full, KnownKey key) {
    known.putIfAbsent(key.key(), key);
    read.putIfAbsent(full, key);
  }

  /** Remembers the file of a secret, which is no key by itself. */
  void knowFile(String full, KnownKey secret) {
    read.putIfAbsent(full, secret);
  }

  /** Every full key that somebody reads, with the names that the operator chose. */
  Set<String> readKeys() {
    return read.keySet();
  }

  /** What was asked for in a section. */
  AskedNames asked(String section) {
    return asked.computeIfAbsent(section, path -> new AskedNames());
  }

  EnvironmentKeys environment() {
    return environment;
  }
}
