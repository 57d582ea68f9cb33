package io.sluice.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthErrorTest {
  @ParameterizedTest
  @CsvSource({
    "QUERY_TOO_LONG, 400, query-too-long",
    "TOO_MANY_PARAMETERS, 400, too-many-parameters",
    "PARAMETER_REPEATED, 400, parameter-repeated",
    "PARAMETER_MALFORMED, 400, parameter-malformed",
    "ID_MISSING, 400, id-missing",
    "SIGNATURE_MISSING, 403, signature-missing",
    "SIGNATURE_MALFORMED, 403, signature-malformed",
    "SIGNATURE_MISMATCH, 403, signature-mismatch",
    "URL_EXPIRED, 403, url-expired",
    "TIMEOUT_MALFORMED, 403, timeout-malformed",
    "PARAMETER_REQUIRED, 403, parameter-required"
  })
  void keepsStatusAndCode(AuthError error, int status, String code) {
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void saysOneSentence(AuthError error) {
    assertThat(error.text()).endsWith(".").matches("[A-Z][^.]+\\.");
  }
}
