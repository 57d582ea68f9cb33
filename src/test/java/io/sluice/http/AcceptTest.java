package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/webp",
        "image/avif,image/webp,image/apng,image/*,*/*;q=0.8",
        "image/avif , IMAGE/WebP ;q=0.5",
        "image/webp;q=1.000",
        "image/webp;q=0.001",
        "image/webp;x=y;q=0.1, image/webp;q=0",
      })
  void findsATypeThatIsNamed(String header) {
    assertThat(Accept.names(header, "image/webp")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "image/*",
        "image/webpx",
        "x-image/webp",
        "text/html;image/webp",
        "image/webp;q=0",
        "image/webp;q=0.000",
        "image/webp;q=2",
        "image/webp;q=",
        "image/webp;q=x",
        ",,,;;;",
      })
  void findsNoOther(String header) {
    assertThat(Accept.names(header, "image/webp")).isFalse();
  }

  @Test
  void findsNothingInNothing() {
    assertThat(Accept.names(null, "image/webp")).isFalse();
  }
}
