package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "image/svg+xml",
        "text/plain; charset=utf-8",
        "text/plain;charset=\"utf-8\" ; format=flowed",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      })
  void keepsAWellFormedTypeToTheLetter(String type) {
    assertThat(MediaType.usable(type)).isEqualTo(type);
    assertThat(MediaType.usable(" " + type + " ")).isEqualTo(type);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "image",
        "image/",
        "/jpeg",
        "image/jpeg;",
        "image/jpeg, text/html",
        "image/jpeg\r\nSet-Cookie: a=b",
        "text/plain;\r\n charset=utf-8",
        "text/plain; charset=\"a\"b\"",
        "text/plain; charset=é",
        "<script>/x",
        "application/octet-stream",
        "Application/Octet-Stream; x=y"
      })
  void dropsWhatIsMalformedOrSaysNothing(String type) {
    assertThat(MediaType.usable(type)).isNull();
  }

  @Test
  void dropsATypeOf64KilobytesWithoutHarm() {
    assertThat(MediaType.usable("text/plain" + ";a=b".repeat(16_384))).isNull();
    assertThat(MediaType.usable("text/" + "x".repeat(65_536))).isNull();
    String longest = "text/plain" + ";a=b".repeat(253);
    assertThat(MediaType.usable(longest)).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "image/svg+xml",
        "application/xhtml+xml ;x=y",
        "application/rss+xml",
        "text/xml",
        "text/javascript",
        "multipart/x-mixed-replace; boundary=b"
      })
  void callsActiveWhatABrowserWouldRun(String type) {
    assertThat(MediaType.isActive(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image/png", "video/mp4", "text/plain", "application/pdf", MediaType.UNKNOWN})
  void callsTheRestPassive(String type) {
    assertThat(MediaType.isActive(type)).isFalse();
  }
}
