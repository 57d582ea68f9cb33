package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.s3.S3StoreConfig;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The stores of a configuration, for a command that works on one beside its gateway. */
final class Stores {
  private Stores() {}

  /**
   * The settings of a store.
   *
   * @throws ParameterException there is none of this name (exit code 2)
   */
  static FileStoreConfig named(SluiceConfig config, String name, CommandSpec spec) {
    FileStoreConfig store = config.fileStores().get(name);
    if (store == null) {
      throw new ParameterException(
          spec.commandLine(),
          "no file store is named \""
              + name
              + "\"; there is "
              + String.join(", ", config.fileStores().keySet()));
    }
    return store;
  }

  /**
   * The settings of a store in a bucket.
   *
   * @param name null for the ftrack door's
   * @throws ParameterException there is none of this name (exit code 2)
   */
  static S3StoreConfig bucket(SluiceConfig config, @Nullable String name, CommandSpec spec) {
    String wanted = name == null && config.ftrack() != null ? config.ftrack().store() : name;
    if (!(config.stores().get(wanted) instanceof S3StoreConfig store)) {
      throw new ParameterException(
          spec.commandLine(), "no store of kind s3 is named \"" + wanted + "\"");
    }
    if (store.connection().dialect() == S3StoreConfig.Dialect.GCS) {
      throw new ParameterException(
          spec.commandLine(),
          "store " + wanted + " is of kind gcs: its bucket is made with Google's own tools");
    }
    return store;
  }

  /** Opens a store as its owner. */
  static FileStore open(FileStoreConfig config, Clock clock) throws IOException {
    FileStore store = FileStore.open(config, clock);
    StoreOwner.require(store);
    return store;
  }
}
