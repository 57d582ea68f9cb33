package io.sluice.storage.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an empty folder a store, or sees that it is one already.
 *
 * <p>A first start that a crash cut off is finished by the next one.
 */
final class StoreRoot {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRoot.class);
  private static final byte[] FORMAT =
      "sluice file store, format 1\n".getBytes(StandardCharsets.US_ASCII);

  private final FileStoreConfig config;
  private final StoreLayout layout;
  private final DurableFiles files;

  StoreRoot(FileStoreConfig config, StoreLayout layout, DurableFiles files) {
    this.config = config;
    this.layout = layout;
    this.files = files;
  }

  /**
   * Claims the root.
   *
   * @throws IOException it is missing, not writable, or holds something else
   */
  void claim() throws IOException {
    Path root = config.root();
    if (!Files.isDirectory(root)) {
      throw new IOException("the folder " + root + " does not exist; make it, or mount its disk");
    }
    if (!isMarked()) {
      requireEmpty();
      files.delete(layout.marker());
      files.writeNew(layout.marker(), FORMAT);
      LOG.warn(
          "store {}: made a new store in {}; if one should be there, its disk is not mounted",
          config.name(),
          root);
    }
    files.makeFolder(layout.staging());
    files.makeFolder(layout.objects());
    files.syncFolder(root);
  }

  private boolean isMarked() throws IOException {
    if (!Files.exists(layout.marker())) {
      return false;
    }
    byte[] found = Files.readAllBytes(layout.marker());
    if (found.length < FORMAT.length && Arrays.equals(found, Arrays.copyOf(FORMAT, found.length))) {
      return false; // A crash cut off its writing, so there are no objects yet.
    }
    if (!Arrays.equals(found, FORMAT)) {
      throw new IOException("the folder " + config.root() + " holds a store of another format");
    }
    return true;
  }

  private void requireEmpty() throws IOException {
    Set<String> known = Set.of("lost+found", layout.marker().getFileName().toString());
    try (Stream<Path> entries = Files.list(config.root())) {
      if (entries.anyMatch(e -> !known.contains(e.getFileName().toString()))) {
        throw new IOException(
            "the folder " + config.root() + " holds other files; give the store its own");
      }
    }
  }
}
