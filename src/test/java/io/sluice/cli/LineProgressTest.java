package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineProgressTest {
  private Instant now = Instant.EPOCH;
  private final StringWriter said = new StringWriter();

  private LineProgress progress(ProgressOption.Unit unit, long total) {
    return new LineProgress(new PrintWriter(said), "main", unit, total, () -> now);
  }

  @Test
  void saysALineEachTenSeconds() {
    LineProgress progress = progress(ProgressOption.Unit.BYTES, 100L << 20);
    progress.add(10L << 20);
    assertThat(said.toString()).isEmpty();
    now = now.plusSeconds(10);
    progress.add(15L << 20);
    now = now.plusSeconds(9);
    progress.add(1);
    assertThat(said.toString()).isEqualTo(String.format("main: 25 of 100 MiB, 25.0 %%%n"));
  }

  @Test
  void neverGoesPastTheEnd() {
    LineProgress progress = progress(ProgressOption.Unit.FILES, 2);
    now = now.plusSeconds(10);
    progress.add(3);
    assertThat(said.toString()).contains("3 of 2 files, 100.0 %");
  }
}
