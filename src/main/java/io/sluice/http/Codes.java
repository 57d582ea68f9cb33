package io.sluice.http;

import java.util.Locale;

/** Turns the name of an error row into its public code. */
public final class Codes {
  private Codes() {}

  /**
   * The stable public code of an enum constant.
   *
   * @param row for example {@code SIGNATURE_MISMATCH}
   * @return for example {@code signature-mismatch}
   */
  public static String of(Enum<?> row) {
    return row.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
