package io.sluice.storage.file;

import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the info records of a store. Safe for use by many threads. */
final class InfoFiles {
  private static final Logger LOG = LoggerFactory.getLogger(InfoFiles.class);

  private final StoreLayout layout;

  InfoFiles(StoreLayout layout) {
    this.layout = layout;
  }

  /**
   * Reads the record of a key.
   *
   * @return null when the key has no object
   * @throws DamagedRecordException there is one that cannot be understood
   * @throws IOException it cannot be read, or the store itself is not there: a disk that was
   *     unmounted must not look like a store without objects
   */
  @Nullable InfoRecord read(Place place) throws IOException {
    Path file = layout.folder(place).resolve(place.infoName());
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      if (!Files.exists(layout.marker())) {
        throw new IOException(layout.marker() + " is gone: is the store's disk mounted?", e);
      }
      return null;
    }
    try {
      return InfoRecord.parse(bytes);
    } catch (IOException e) {
      throw new DamagedRecordException(file, e);
    }
  }

  /** As {@link #read}, for who is about to replace or remove the record: a damaged one is none. */
  @Nullable InfoRecord readForChange(Place place) throws IOException {
    try {
      return read(place);
    } catch (DamagedRecordException e) {
      LOG.warn("replaced or removed, its bytes left for scrub: {}", e.getMessage());
      return null;
    }
  }

  /** Whether a record's data file is the one its key has now; assumed where nobody can tell. */
  boolean isCurrent(InfoRecord record) throws IOException {
    try {
      @Nullable InfoRecord current = read(layout.place(record.info().key()));
      return current != null && current.dataName().equals(record.dataName());
    } catch (DamagedRecordException e) {
      LOG.warn("kept: {}", e.getMessage());
      return true;
    }
  }
}
