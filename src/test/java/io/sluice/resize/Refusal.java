package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;

/** The row of an error table that something ends with. */
final class Refusal {
  private Refusal() {}

  static HttpError of(Runnable work) {
    HttpErrorException e = catchThrowableOfType(HttpErrorException.class, work::run);
    assertThat(e).as("a refusal is expected").isNotNull();
    return e.error();
  }
}
