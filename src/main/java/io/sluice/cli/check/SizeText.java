package io.sluice.cli.check;

import java.util.Locale;

/** Writes a number of bytes for a person. */
public final class SizeText {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private SizeText() {}

  /** Three digits and a unit, such as {@code 1.23 GiB}; {@code 17 bytes} as it is. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    if (unit == 0) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }
}
