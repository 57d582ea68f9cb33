package io.sluice.cli.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Takes findings as they are made, and counts them. For use by one thread. */
public final class Findings {
  private final Consumer<Finding> sink;
  private final Map<Finding.Level, Integer> counts = new EnumMap<>(Finding.Level.class);

  /**
   * Starts with none.
   *
   * @param sink shown each finding at once
   */
  public Findings(Consumer<Finding> sink) {
    this.sink = sink;
  }

  void ok(String topic, String text) {
    add(new Finding(Finding.Level.OK, topic, text, ""));
  }

  void warn(String topic, String text, String cure) {
    add(new Finding(Finding.Level.WARN, topic, text, cure));
  }

  /**
   * Something does not work, or is open to strangers.
   *
   * @param topic what was looked at
   * @param text what was seen
   * @param cure what to do
   */
  public void fail(String topic, String text, String cure) {
    add(new Finding(Finding.Level.FAIL, topic, text, cure));
  }

  private void add(Finding finding) {
    counts.merge(finding.level(), 1, Integer::sum);
    sink.accept(finding);
  }

  /**
   * How many findings there are of one kind.
   *
   * @param level the kind
   * @return 0 or more
   */
  public int count(Finding.Level level) {
    return counts.getOrDefault(level, 0);
  }
}
