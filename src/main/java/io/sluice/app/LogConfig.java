package io.sluice.app;

import io.sluice.config.Section;

/**
 * Settings of the log.
 *
 * @param format one JSON object a line, or text
 * @param level the least that is written
 */
public record LogConfig(Format format, Level level) {
  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }

  /** How much is said. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /**
   * Reads the section {@code log}.
   *
   * @param section its settings
   * @return the settings
   */
  public static LogConfig read(Section section) {
    return new LogConfig(
        section.choice("format", Format.TEXT, Format.class),
        section.choice("level", Level.INFO, Level.class));
  }
}
