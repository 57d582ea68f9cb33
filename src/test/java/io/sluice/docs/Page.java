package io.sluice.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page of this project.
 *
 * @param path from the top of the project
 * @param text all of it
 */
record Page(Path path, String text) {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ .*$");

  static Page read(String path) throws IOException {
    return new Page(Path.of(path), Files.readString(Path.of(path)));
  }

  /** The part below one heading, as it is written with its marks, up to the next of any level. */
  Page below(String heading) {
    int start = text.indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException(path + " has no heading " + heading);
    }
    Matcher next = HEADING.matcher(text);
    int from = start + heading.length() + 1;
    return new Page(path, text.substring(from, next.find(from) ? next.start() : text.length()));
  }

  /** The bodies of the fenced blocks whose first line begins with these words. */
  List<String> blocks(String info) {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(info))
        .map(block -> block.group(2))
        .toList();
  }

  /** The page without its fenced blocks. */
  String prose() {
    return FENCE.matcher(text).replaceAll("");
  }

  /** The cells of every table row whose first cell is {@code `a word in code`}, marks kept. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (String line : prose().lines().toList()) {
      if (line.matches("\\| `[^`]+` \\|.*\\|")) {
        String inner = line.substring(1, line.length() - 1);
        rows.add(Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList());
      }
    }
    return rows;
  }

  /** A cell without the marks of code. */
  static String plain(String cell) {
    return cell.replace("`", "");
  }
}
