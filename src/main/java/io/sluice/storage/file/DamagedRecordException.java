package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.Path;

/** An info record that cannot be understood (answered as 503 to a reader; a writer replaces it). */
final class DamagedRecordException extends IOException {
  DamagedRecordException(Path file, IOException cause) {
    super(
        "the info record "
            + file
            + " is damaged ("
            + cause.getMessage()
            + "); a new upload or a removal of its id mends it",
        cause);
  }
}
