package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "10, 10",
    "10B, 10",
    "64KiB, 65536",
    "64 KiB, 65536",
    "1kB, 1000",
    "1KB, 1000",
    "3MB, 3000000",
    "3MiB, 3145728",
    "5GB, 5000000000",
    "50GiB, 53687091200",
    "2TB, 2000000000000",
    "2TiB, 2199023255552",
    "1PB, 1000000000000000",
    "1PiB, 1125899906842624",
    "9223372036854775807, 9223372036854775807"
  })
  void countsBytesByTheUnitAsSpelled(String text, long bytes) {
    assertThat(DataSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "+1", "1.5GiB", "GiB", "10  KiB", "1e3", "1_000", "１０", "10 KiB/s"})
  void refusesWhatIsNoWholeNumberWithAUnit(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DataSize.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"64k", "64K", "64kb", "64Kib", "64kib"})
  void asksForAClearUnit(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataSize.parse(text))
        .withMessage("has no clear unit: write KB (1000) or KiB (1024)");
  }

  @Test
  void namesTheUnitsWhenTheUnitIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataSize.parse("5XB"))
        .withMessageContaining("unknown unit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "8192PiB", "9999999999999999999"})
  void refusesWhatDoesNotFit(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataSize.parse(text))
        .withMessageContaining("more than can be counted");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "999, 999",
    "1023, 1023",
    "1000, 1KB",
    "1024, 1KiB",
    "65536, 64KiB",
    "53687091200, 50GiB",
    "5000000000, 5GB",
    "1000000000000, 1TB",
    "1125899906842624, 1PiB",
    "9223372036854775807, 9223372036854775807"
  })
  void writesTheShortestExactText(long bytes, String text) {
    assertThat(DataSize.format(bytes)).isEqualTo(text);
    assertThat(DataSize.parse(text)).isEqualTo(bytes);
  }

  @Test
  void writesNoNegativeSize() {
    assertThatIllegalArgumentException().isThrownBy(() -> DataSize.format(-1));
  }
}
