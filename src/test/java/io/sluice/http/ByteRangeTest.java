package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-9, 0, 9",
    "bytes=0-, 0, 9",
    "bytes=9-, 9, 9",
    "bytes=3-5, 3, 5",
    "bytes=3-999999999999999999999999, 3, 9",
    "bytes=-1, 9, 9",
    "bytes=-10, 0, 9",
    "bytes=-11, 0, 9",
    "bytes=-99999999999999999999, 0, 9",
    "BYTES=1-2, 1, 2",
    "bytes= 1-2, 1, 2",
  })
  void selectsTheOneRangeAskedFor(String header, long first, long last) {
    assertThat(ByteRange.select(header, 10)).isEqualTo(new ByteRange(first, last));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=0x1-2",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=1 - 2",
        "bytes=1-2,",
        "bytes=0-0,2-3",
        "items=0-1",
        "bytes=١-٢"
      })
  void ignoresWhatIsNoSingleRangeOfBytes(String header) {
    assertThat(ByteRange.select(header, 10)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=10-, 10",
    "bytes=10-20, 10",
    "bytes=99999999999999999999-, 10",
    "bytes=-0, 10",
    "bytes=0-, 0",
    "bytes=-1, 0"
  })
  void answers416WhenTheRangeLiesOutside(String header, long length) {
    assertThatThrownBy(() -> ByteRange.select(header, length))
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> assertThat(e.error()).isEqualTo(ProtocolError.RANGE_NOT_SATISFIABLE));
  }

  @Test
  void countsBothEnds() {
    assertThat(new ByteRange(3, 3).length()).isEqualTo(1);
    assertThat(new ByteRange(0, 9).length()).isEqualTo(10);
  }

  @Test
  void neverRunsBackwards() {
    assertThatThrownBy(() -> new ByteRange(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ByteRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
