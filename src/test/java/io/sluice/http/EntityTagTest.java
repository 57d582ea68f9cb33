package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  private static final EntityTag TAG = new EntityTag("66f-10");

  @Test
  void isWrittenInQuotes() {
    assertThat(TAG.header()).isEqualTo("\"66f-10\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"66f-10\"", "*", " * ", "\"a\", \"66f-10\"", "\"a,b\",\"66f-10\", \"c\""})
  void isFoundInAListByBothComparisons(String list) {
    assertThat(TAG.isInWeakly(list)).isTrue();
    assertThat(TAG.isInStrongly(list)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"66f-10\"", "\"a\", W/\"66f-10\""})
  void isFoundAsAWeakTagOnlyByWeakComparison(String list) {
    assertThat(TAG.isInWeakly(list)).isTrue();
    assertThat(TAG.isInStrongly(list)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "66f-10", "\"66f-10", "\"66f-1\"", "\"66F-10\"", "\"\"", "\"a\" \"b"})
  void isNotFoundWhereItDoesNotStand(String list) {
    assertThat(TAG.isInWeakly(list)).isFalse();
    assertThat(TAG.isInStrongly(list)).isFalse();
  }

  @Test
  void isExactlyItsStrongForm() {
    assertThat(TAG.isExactly("\"66f-10\"")).isTrue();
    assertThat(TAG.isExactly("W/\"66f-10\"")).isFalse();
    assertThat(TAG.isExactly("*")).isFalse();
    assertThat(TAG.isExactly(null)).isFalse();
  }
}
