package io.sluice.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.resize.ResizeFactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/resize.md} against the code, and its shell lines against a shell. */
class ResizePageTest {
  private Page page = new Page(Path.of(""), "");

  @BeforeEach
  void readThePage() throws IOException {
    page = Page.read("docs/resize.md");
  }

  @Test
  void showsShellLinesThatGiveTheSignaturesBelowThem() throws Exception {
    Page part = page.below("## Signatures");
    List<String> lines = part.blocks("sh");

    assertThat(lines).hasSize(2);
    for (String line : lines) {
      Process shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
      String digits = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(shell.waitFor()).isZero();
      assertThat(digits).matches("[0-9a-f]{32}|[0-9a-f]{64}");
      assertThat(part.prose()).contains("gives `" + digits + "`");
    }
  }

  @Test
  void showsTheSizesThatComeOut() {
    List<List<String>> rows =
        page.below("## Which size comes out")
            .prose()
            .lines()
            .filter(line -> line.matches("\\| \\d+x\\d+ \\|.*"))
            .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
            .toList();

    assertThat(rows).hasSizeGreaterThan(5);
    for (List<String> row : rows) {
      assertThat(result(row, false)).as(row.toString()).hasToString(row.get(4));
      assertThat(result(row, true)).as(row.toString()).hasToString(row.get(5));
    }
  }

  private static Size result(List<String> row, boolean upscale) {
    Scale scale = ResizeFactor.parse(row.get(3)).scale(size(row.get(2)), upscale);
    return scale.place(size(row.get(1))).target();
  }

  private static Size size(String text) {
    int mark = text.indexOf('x');
    return new Size(
        Integer.parseInt(text.substring(0, mark)), Integer.parseInt(text.substring(mark + 1)));
  }
}
