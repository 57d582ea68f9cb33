package io.sluice.cli;

import io.sluice.storage.file.FileStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Keeps a command from making files in a store that its gateway could not change any more. */
final class StoreOwner {
  private StoreOwner() {}

  /**
   * Compares the store's owner with the owner of what we make.
   *
   * @throws IOException they differ; the message says as whom to run the command
   */
  static void require(FileStore store) throws IOException {
    UserPrincipal owner = Files.getOwner(store.objects());
    try {
      Path ours = store.stage();
      boolean isOwner = Files.getOwner(ours).equals(owner);
      Files.deleteIfExists(ours);
      if (isOwner) {
        return;
      }
    } catch (AccessDeniedException e) {
      // Said below: it is closed to us because it is another's.
    }
    throw new IOException(
        "the store belongs to " + owner.getName() + ": run this command as that user");
  }
}
