package io.sluice.cli;

import io.sluice.http.HttpErrorException;
import io.sluice.media.FileTypes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.StoreFullException;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.ImportFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;

/** Imports the components of a folder one by one, going on after a failure. */
final class ImportAttachments {
  private final FileStore store;
  private final ImportFile.Way way;
  private final boolean isDryRun;
  private final ImportReport report;
  private final ImportFile importFile;
  private long copiedBytes;

  ImportAttachments(FileStore store, ImportFile.Way way, boolean isDryRun, ImportReport report) {
    this.store = store;
    this.way = way;
    this.isDryRun = isDryRun;
    this.report = report;
    this.importFile = new ImportFile(store, way, this::copied);
  }

  /**
   * Imports what the store has not.
   *
   * @throws IOException the disk is full: no other file would fare better
   */
  void run(AttachmentTree tree) throws IOException {
    for (Attachment attachment : tree.files()) {
      copiedBytes = 0;
      try {
        take(attachment);
      } catch (StoreFullException e) {
        throw e;
      } catch (HttpErrorException e) {
        throw new IOException("the store takes no more: " + e.error().text(), e);
      } catch (IOException e) {
        report.failed(attachment.file(), Failure.text(e));
      }
      report.advance(way == ImportFile.Way.COPY ? attachment.length() - copiedBytes : 1);
    }
  }

  private void copied(long bytes) {
    copiedBytes += bytes;
    report.advance(bytes);
  }

  private void take(Attachment attachment) throws IOException {
    if (store.find(attachment.key()).isPresent()) {
      report.skipped();
      return;
    }
    if (!Files.isReadable(attachment.file())) {
      // A link would work and every download of it would fail.
      throw new AccessDeniedException(attachment.file().toString(), null, "it is not readable");
    }
    if (isDryRun) {
      report.imported(attachment.length());
      return;
    }
    if (way == ImportFile.Way.COPY) {
      store.admit(attachment.length());
    }
    String type = FileTypes.byContent(attachment.file());
    boolean isNew =
        importFile
            .run(attachment.key(), attachment.file(), new ObjectDescription(type, null))
            .isPresent();
    if (isNew) {
      report.imported(attachment.length());
    } else {
      report.skipped();
    }
  }
}
