package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every link and picture of every page leads to a file, and to a heading in it where it says so.
 */
class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
  private static final Pattern OUTSIDE = Pattern.compile("(?:https?|mailto):.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void leadToFilesAndHeadingsThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Page page : pages()) {
      for (MatchResult link : LINK.matcher(page.prose()).results().toList()) {
        String target = link.group(1) == null ? link.group(2) : link.group(1);
        links++;
        if (!OUTSIDE.matcher(target).matches() && !leadsSomewhere(page.path(), target)) {
          broken.add(page.path() + ": " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(links).isPositive();
  }

  @Test
  void reachEveryPageOfTheFolderFromTheReadme() throws IOException {
    String readme = Page.read("README.md").prose();
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      assertThat(pages.filter(page -> page.toString().endsWith(".md")))
          .isNotEmpty()
          .allSatisfy(page -> assertThat(readme).contains("(" + page + ")"));
    }
  }

  private static List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      for (Path path :
          Stream.concat(top, docs).filter(p -> p.toString().endsWith(".md")).toList()) {
        pages.add(Page.read(path.toString()));
      }
    }
    return pages;
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(Page.read(file.toString())).contains(parts[1]);
  }

  /** As code hosts make them: lower case, blanks to dashes, all other marks dropped. */
  private static Set<String> anchors(Page page) {
    return HEADING
        .matcher(page.prose())
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
