package io.sluice.cli.check;

/**
 * What was found out about one thing.
 *
 * @param level how bad it is
 * @param topic what was looked at, in a word or three
 * @param text what was seen
 * @param cure what to do, in one sentence; empty when there is nothing to do
 */
public record Finding(Level level, String topic, String text, String cure) {
  /** How bad something is. */
  public enum Level {
    OK("ok"),
    WARN("warn"),
    FAIL("FAIL");

    private final String word;

    Level(String word) {
      this.word = word;
    }
  }

  /** One line, and a second one for the cure. */
  @Override
  public String toString() {
    String line = "%-4s  %s: %s".formatted(level.word, topic, text);
    return cure.isEmpty() ? line : line + System.lineSeparator() + "      -> " + cure;
  }
}
