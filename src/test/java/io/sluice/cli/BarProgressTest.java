package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BarProgressTest {
  @Test
  void drawsItselfOnOneLineWithoutNativeCode() {
    StringWriter said = new StringWriter();
    try (BarProgress bar =
        new BarProgress(new PrintWriter(said), "import", ProgressOption.Unit.FILES, 4)) {
      bar.add(4);
    }
    assertThat(said.toString()).contains("import").contains("100%").contains("4/4 files");
    assertThat(said.toString().strip()).doesNotContain("\n");
  }
}
