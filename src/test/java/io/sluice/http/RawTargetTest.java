package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "/get?id=1|/get|id=1",
        "/get|/get|null",
        "/get?|/get|''",
        "/get?a=b?c|/get|a=b?c",
        "/%67et/../a//b;x=1?q=%2F+%20|/%67et/../a//b;x=1|q=%2F+%20",
        "?id=1|''|id=1",
        "''|''|null"
      })
  void splitsAtTheFirstQuestionMarkAndDecodesNothing(String target, String path, String query) {
    assertThat(RawTarget.parse(target)).isEqualTo(new RawTarget(path, query));
  }
}
