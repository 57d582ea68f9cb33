package io.sluice.storage.s3;

import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;

/** Sends a file that is too long for one PUT, part by part, from where it lies. */
final class S3FileParts {
  private final S3Store store;
  private final ObjectKey key;
  private final ObjectDescription description;

  S3FileParts(S3Store store, ObjectKey key, ObjectDescription description) {
    this.store = store;
    this.key = key;
    this.description = description;
  }

  ObjectInfo send(Path file, long length) throws IOException {
    S3Parts parts = new S3Parts(store, key, description);
    try {
      long partBytes = S3Upload.partBytes(store.config().limits(), length);
      for (long first = 0; first < length; first += partBytes) {
        long bytes = Math.min(partBytes, length - first);
        parts.send(part(file, first, bytes), bytes);
      }
      return parts.complete();
    } catch (IOException | RuntimeException e) {
      parts.abort();
      throw e;
    }
  }

  private static RequestBody part(Path file, long first, long bytes) {
    return RequestBody.fromContentProvider(
        () -> open(file, first, bytes), bytes, "application/octet-stream");
  }

  private static InputStream open(Path file, long first, long bytes) {
    try {
      return new FileBytes(file, "").open(first, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
