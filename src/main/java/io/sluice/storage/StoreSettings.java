package io.sluice.storage;

import java.time.Duration;

/** What the settings of every kind of store have. */
public interface StoreSettings {
  /**
   * The store's name in the configuration.
   *
   * @return for example {@code main}
   */
  String name();

  /**
   * The age at which what a crash left may be deleted.
   *
   * @return the youngest age of all that {@link ObjectStore#sweep} looks at
   */
  Duration sweepsFrom();
}
