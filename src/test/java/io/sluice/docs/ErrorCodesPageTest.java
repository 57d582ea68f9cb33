package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sluice.http.HttpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of error codes in {@code docs/operations.md} against the code and the templates. */
class ErrorCodesPageTest {
  private static final Pattern NGINX_CODE = Pattern.compile("\"~\\^(\\d{3}):\" +([a-z-]+);");

  @Test
  void listsEveryRowOfEveryErrorTableWithItsStatus() throws IOException {
    List<String> rows = new ArrayList<>();
    for (JavaClass table : new ClassFileImporter().importPath(Path.of("target/classes/io"))) {
      if (table.isEnum() && table.isAssignableTo(HttpError.class)) {
        Stream.of(table.reflect().getEnumConstants())
            .map(HttpError.class::cast)
            .map(error -> error.code() + " " + error.status())
            .forEach(rows::add);
      }
    }

    assertThat(rows).isNotEmpty();
    assertThat(documented("### Written by Sluice")).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void listsEveryCodeThatNginxWritesByItself() throws IOException {
    String template =
        Files.readString(Path.of("nginx/templates/conf.d/10-sluice-http.conf.template"));
    List<String> codes =
        NGINX_CODE
            .matcher(template)
            .results()
            .map(code -> code.group(2) + " " + code.group(1))
            .toList();

    assertThat(codes).isNotEmpty();
    assertThat(documented("### Written by Nginx"))
        .contains("error other")
        .containsAll(codes)
        .hasSize(codes.size() + 1);
  }

  @Test
  void namesOnlyCodesThatExistWhereItHelpsWithFtrack() throws IOException {
    List<String> known = new ArrayList<>();
    for (String heading : List.of("### Written by Sluice", "### Written by Nginx")) {
      documented(heading).forEach(row -> known.add(row.substring(0, row.indexOf(' '))));
    }
    Pattern code = Pattern.compile("`([a-z]+(?:-[a-z]+)*)`");
    List<String> used = new ArrayList<>();
    for (String line :
        Page.read("docs/ftrack.md").below("## Troubleshooting").prose().lines().toList()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 3) {
        code.matcher(cells[2]).results().map(word -> word.group(1)).forEach(used::add);
      }
    }

    assertThat(used).isNotEmpty().doesNotContain("code").isSubsetOf(known);
  }

  private static List<String> documented(String heading) throws IOException {
    return Page.read("docs/operations.md").below(heading).rows().stream()
        .map(row -> Page.plain(row.get(0)) + " " + row.get(1))
        .toList();
  }
}
