package io.sluice.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1536, 1.50 KiB",
    "10485760, 10.0 MiB",
    "107374182400, 100 GiB",
    "1099511627776, 1.00 TiB"
  })
  void readsWell(long bytes, String text) {
    assertThat(SizeText.of(bytes)).isEqualTo(text);
  }
}
