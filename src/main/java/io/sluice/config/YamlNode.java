package io.sluice.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of the file, with the line where its key (or, in a list, it itself) stands. */
sealed interface YamlNode {
  /** Counted from 1. */
  int line();

  /** A single value as it was written, without its quotes; null if nothing was written. */
  record Scalar(int line, @Nullable String text) implements YamlNode {}

  /** A list. */
  record Items(int line, List<YamlNode> items) implements YamlNode {}

  /** Something whose form is wrong; the fault has been told already. */
  record Broken(int line) implements YamlNode {}

  /** Keys with values, in the order of the file. */
  record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {
    Mapping(int line) {
      this(line, new LinkedHashMap<>());
    }

    /** What stands under a dotted path; null if nothing does. A name may itself have dots. */
    @Nullable YamlNode find(String path) {
      YamlNode own = entries.get(path);
      if (own != null) {
        return own;
      }
      for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
        String prefix = entry.getKey() + ".";
        if (path.startsWith(prefix) && entry.getValue() instanceof Mapping child) {
          YamlNode below = child.find(path.substring(prefix.length()));
          if (below != null) {
            return below;
          }
        }
      }
      return null;
    }
  }
}
