package io.sluice.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the text of a file into nodes that know their line, and collects faults of its form. */
final class YamlTree {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 20_000;
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  private final String file;
  private final List<Fault> faults = new ArrayList<>();
  private int nodes;

  private YamlTree(String file) {
    this.file = file;
  }

  /**
   * The file's uppermost mapping; an empty file has an empty one.
   *
   * @param faults receives what is wrong with single keys
   * @throws UnreadableException nothing can be said of the keys
   */
  static YamlNode.Mapping read(Path path, List<Fault> faults) throws UnreadableException {
    String text = YamlFile.read(path);
    YamlTree tree = new YamlTree(String.valueOf(path.getFileName()));
    YamlNode.Mapping root = tree.root(tree.compose(text));
    faults.addAll(tree.faults);
    return root;
  }

  private @Nullable Node compose(String text) throws UnreadableException {
    LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(50).build();
    try {
      checkDepth(new Parse(settings).parseString(text));
      return new Compose(settings).composeString(text).orElse(null);
    } catch (YamlEngineException e) {
      throw YamlProblem.explain(file, text, e);
    }
  }

  // The composer calls itself for every level, so a deep file would exhaust the stack.
  private void checkDepth(Iterable<Event> events) throws UnreadableException {
    int depth = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new UnreadableException(
            at(line(event.getStartMark().orElse(null))), "is nested too deep");
      }
    }
  }

  private YamlNode.Mapping root(@Nullable Node node) throws UnreadableException {
    if (node == null || (node instanceof ScalarNode scalar && isNothing(scalar))) {
      return new YamlNode.Mapping(1);
    }
    int line = line(node.getStartMark().orElse(null));
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, "", line, 0);
    }
    throw new UnreadableException(at(line), "must be a mapping: lines of the form \"key: value\"");
  }

  private YamlNode convert(Node node, String key, int line, int depth) throws UnreadableException {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new UnreadableException(at(line), "grows too large through its aliases (*name)");
    }
    if (!node.getTag().getValue().startsWith(Tag.PREFIX)) {
      fault(key, line, "has a tag of its own (!...); a value that begins with ! needs quotes");
      return new YamlNode.Broken(line);
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, key, line, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, key, line(item.getStartMark().orElse(null)), depth + 1));
      }
      return new YamlNode.Items(line, items);
    }
    return scalar((ScalarNode) node, key, line);
  }

  private YamlNode scalar(ScalarNode node, String key, int line) {
    if (isNothing(node)) {
      return new YamlNode.Scalar(line, null);
    }
    // A line "secret:abc" (no space) silently continues the value of the line above it.
    if (node.isPlain() && spansLines(node)) {
      fault(key, line, "goes on in the next line; quote it, or put a space after that line's ':'");
      return new YamlNode.Broken(line);
    }
    return new YamlNode.Scalar(line, node.getValue());
  }

  private YamlNode.Mapping mapping(MappingNode node, String path, int line, int depth)
      throws UnreadableException {
    YamlNode.Mapping mapping = new YamlNode.Mapping(line);
    for (NodeTuple tuple : node.getValue()) {
      int at = line(tuple.getKeyNode().getStartMark().orElse(null));
      if (!(tuple.getKeyNode() instanceof ScalarNode written) || written.getValue().isEmpty()) {
        fault(path, at, "has a key that is no plain word");
        continue;
      }
      boolean glued = isGlued(written, tuple.getValueNode());
      String name = glued ? written.getValue().split(":", 2)[0] : written.getValue();
      String key = path.isEmpty() ? name : path + "." + name;
      YamlNode first = mapping.entries().get(name);
      if (first != null) {
        fault(key, at, "is written twice; the first is in line " + first.line());
      } else if (glued) {
        fault(key, at, "needs a space after the ':'");
        mapping.entries().put(name, new YamlNode.Broken(at));
      } else {
        mapping.entries().put(name, convert(tuple.getValueNode(), key, at, depth + 1));
      }
    }
    return mapping;
  }

  // In "{secret:abc}" all is the key; its second half was meant as the value and may be a secret.
  private static boolean isGlued(ScalarNode key, Node value) {
    return key.getValue().indexOf(':') > 0
        && value instanceof ScalarNode scalar
        && isNothing(scalar);
  }

  private void fault(String key, int line, String message) {
    faults.add(new Fault(key, at(line), null, message));
  }

  private String at(int line) {
    return file + ":" + line;
  }

  private static boolean isNothing(ScalarNode node) {
    return node.getScalarStyle() == ScalarStyle.PLAIN && NOTHING.contains(node.getValue());
  }

  private static boolean spansLines(ScalarNode node) {
    return line(node.getStartMark().orElse(null)) != line(node.getEndMark().orElse(null));
  }

  private static int line(@Nullable Mark mark) {
    return mark == null ? 1 : mark.getLine() + 1;
  }
}
