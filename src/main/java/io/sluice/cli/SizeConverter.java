package io.sluice.cli;

import io.sluice.config.DataSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes from the command line, as the configuration has it. */
final class SizeConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      return DataSize.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("\"" + value + "\" " + e.getMessage());
    }
  }
}
