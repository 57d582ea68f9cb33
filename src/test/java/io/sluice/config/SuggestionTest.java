package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  private static final List<String> WORDS =
      List.of("secret", "previous-secret", "store", "max-size", "s3");

  @ParameterizedTest
  @CsvSource({
    "secrte, secret",
    "secet, secret",
    "ssecrett, secret",
    "Secret, secret",
    "max_size, max-size",
    "maxSize, max-size",
    "sotre, store",
    "s4, s3"
  })
  void findsWhatIsAtMostTwoChangesAway(String word, String meant) {
    assertThat(Suggestion.closest(word, WORDS)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "abc", "sxxrxt", "max-age-in-days"})
  void findsNothingFartherAway(String word) {
    assertThat(Suggestion.closest(word, WORDS)).isNull();
  }

  @Test
  void prefersTheNearest() {
    assertThat(Suggestion.closest("ports", List.of("post", "port", "parts"))).isEqualTo("port");
  }
}
