package io.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** Every fault of a configuration at once; the start must stop. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * A message of one line per fault, in the order given.
   *
   * @param faults at least one
   */
  public ConfigException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** The faults in the order they were found; unmodifiable. */
  public List<Fault> faults() {
    return faults;
  }
}
