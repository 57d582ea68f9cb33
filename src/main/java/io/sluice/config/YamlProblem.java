package io.sluice.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Says in plain words where and why a text is not YAML.
 *
 * <p>The parser's own messages quote the text around the problem, which may be a secret; so none of
 * their words are repeated.
 */
final class YamlProblem {
  private static final Map<String, String> WORDS = words();

  private YamlProblem() {}

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("(TAB)", "a tab can not indent; use spaces");
    words.put("that cannot start any token", "a value that begins with @, ` or % needs quotes");
    words.put("mapping values are not allowed", "a second ': ' in one line; quote the value");
    words.put("could not find expected ':'", "a ':' and a space are missing after a key");
    words.put("found undefined alias", "a value that begins with * needs quotes");
    words.put("unknown escape character", "after a \\ in double quotes stands no known letter");
    words.put("unexpected end of stream", "a quote is opened and never closed");
    words.put("but found another document", "there is a second document after '---'");
    words.put("aliases for non-scalar nodes", "too many aliases (*name)");
    words.put("expected <block end>", "the indentation does not fit the lines above");
    words.put("expected ',' or", "a ',' or a closing bracket is missing");
    words.put("special characters are not allowed", "there is a character that YAML forbids");
    return words;
  }

  static UnreadableException explain(String file, String text, YamlEngineException problem) {
    String message = String.valueOf(problem.getMessage());
    int line = 0;
    if (problem instanceof MarkedYamlEngineException marked) {
      message = marked.getContext() + " " + marked.getProblem();
      // A key without its colon and a quote without its end are noticed lines later.
      boolean early = message.contains("a simple key") || message.contains("quoted scalar");
      line =
          (early ? marked.getContextMark() : marked.getProblemMark())
              .map(mark -> mark.getLine() + 1)
              .orElse(0);
    } else if (problem instanceof ReaderException reader) {
      line = lineOf(text, reader.getPosition());
    }
    return new UnreadableException(line > 0 ? file + ":" + line : file, plain(message));
  }

  private static String plain(String message) {
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      if (message.contains(word.getKey())) {
        return "is not well-formed YAML: " + word.getValue();
      }
    }
    return "is not well-formed YAML from this line on";
  }

  private static int lineOf(String text, int codePoints) {
    int end = Math.min(codePoints, text.codePointCount(0, text.length()));
    return 1 + (int) text.codePoints().limit(end).filter(codePoint -> codePoint == '\n').count();
  }
}
