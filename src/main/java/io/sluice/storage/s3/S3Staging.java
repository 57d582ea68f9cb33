package io.sluice.storage.s3;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The folder of this machine where a part waits until it is whole. */
final class S3Staging {
  private static final String SUFFIX = ".part";

  private final Path folder;
  private final String prefix;
  private final S3StoreConfig config;
  private final Clock clock;

  S3Staging(S3StoreConfig config, Clock clock) throws IOException {
    this.config = config;
    this.clock = clock;
    @Nullable Path configured = config.limits().staging();
    this.folder =
        configured == null ? Path.of(System.getProperty("java.io.tmpdir", "/tmp")) : configured;
    this.prefix = "sluice-" + config.name() + "-";
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "stores." + config.name() + ".staging: there is no folder " + folder + "; make it");
    }
  }

  Path newFile() throws IOException {
    return Files.createTempFile(folder, prefix, SUFFIX);
  }

  /** Shows that a part could be collected. */
  void probe() throws IOException {
    Files.delete(newFile());
  }

  int sweep() throws IOException {
    Instant limit = clock.instant().minus(config.limits().sweepAfter());
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*" + SUFFIX)) {
      for (Path file : files) {
        if (isOlder(file, limit) && Files.deleteIfExists(file)) {
          deleted++;
        }
      }
    }
    return deleted;
  }

  private static boolean isOlder(Path file, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
