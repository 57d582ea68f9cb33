package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeErrorTest {
  @ParameterizedTest
  @CsvSource({
    "MEDIA_ID_MALFORMED, 404, media-id-malformed",
    "MEDIA_FILE_NAME_REFUSED, 400, media-file-name-refused",
    "MEDIA_MISSING, 404, media-missing",
    "RESIZE_NAME_MALFORMED, 404, resize-name-malformed",
    "RESIZE_SIZE_MALFORMED, 404, resize-size-malformed",
    "RESIZE_FACTOR_UNKNOWN, 404, resize-factor-unknown",
    "RESIZE_SAMPLE_UNEQUAL, 404, resize-sample-unequal",
    "RESIZE_QUALITY_MALFORMED, 404, resize-quality-malformed",
    "RESIZE_UPSCALE_UNKNOWN, 404, resize-upscale-unknown",
    "RESIZE_FORMAT_UNKNOWN, 404, resize-format-unknown",
    "RESIZE_SIGNATURE_MALFORMED, 403, resize-signature-malformed",
    "RESIZE_SIGNATURE_MISMATCH, 403, resize-signature-mismatch",
    "RESIZE_SIZE_EXCEEDED, 400, resize-size-exceeded",
    "RESIZE_QUALITY_EXCEEDED, 400, resize-quality-exceeded"
  })
  void keepsStatusAndCode(ResizeError error, int status, String code) {
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void saysOneSentence(ResizeError error) {
    assertThat(error.text()).matches("[A-Z][^.]+\\.");
  }
}
