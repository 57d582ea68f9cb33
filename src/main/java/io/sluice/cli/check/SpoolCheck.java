package io.sluice.cli.check;

import io.sluice.delivery.FrontConfig;
import io.sluice.delivery.Spool;
import io.sluice.storage.file.FileStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder into which Nginx spools bodies, seen from the application's side. */
final class SpoolCheck {
  private static final String TOPIC = "spool";

  private final FrontConfig front;
  private final Clock clock;
  private final boolean writes;
  private final Findings findings;

  SpoolCheck(FrontConfig front, Clock clock, boolean writes, Findings findings) {
    this.front = front;
    this.clock = clock;
    this.writes = writes;
    this.findings = findings;
  }

  /**
   * Looks at the folder.
   *
   * @param store that a body is renamed into; null for a bucket
   */
  void run(@Nullable FileStore store) throws IOException {
    Path folder = front.spool();
    if (!Files.isDirectory(folder)) {
      findings.fail(
          TOPIC,
          folder + " is no folder",
          "Make it for the one user of Nginx workers and Sluice, on the store's mount.");
      return;
    }
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      findings.fail(
          TOPIC,
          folder + " belongs to " + Files.getOwner(folder).getName() + " and is closed to us",
          "Run Nginx workers and Sluice as one user.");
      return;
    }
    rights(folder);
    if (store == null) {
      findings.ok(TOPIC, folder + " takes bodies without a length");
    } else {
      mount(folder, store);
    }
    content(folder);
  }

  private void rights(Path folder) throws IOException {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
      if (rights.contains(PosixFilePermission.OTHERS_WRITE)) {
        findings.fail(
            TOPIC,
            folder + " can be written by every user of this machine",
            "Take that right away (chmod o-w): a file in it is taken for an upload.");
      }
    } catch (UnsupportedOperationException e) {
      findings.ok(TOPIC, "no Unix rights to look at");
    }
  }

  private void mount(Path folder, FileStore store) throws IOException {
    try {
      if (writes) {
        new Spool(front, clock).probe(store.staging());
      } else if (!Files.getFileStore(folder).equals(Files.getFileStore(store.staging()))) {
        throw new IOException("spool and store are on different mounts");
      }
      findings.ok(TOPIC, folder + " is on one mount with store " + store.name());
    } catch (IOException e) {
      findings.fail(
          TOPIC,
          String.valueOf(e.getMessage()),
          "Put spool and store below one mount point, writable for Sluice.");
    }
  }

  private void content(Path folder) throws IOException {
    String owner = Files.getOwner(folder).getName();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          findings.warn(
              TOPIC,
              "there is a folder in it: " + file.getFileName(),
              "Give client_body_temp_path no levels: Nginx makes those folders for itself alone.");
          return;
        }
        String other = ownerOf(file, owner);
        if (!other.equals(owner) || !Files.isReadable(file)) {
          findings.fail(
              TOPIC,
              "a spooled body belongs to " + other + " and the folder to " + owner,
              "Run Nginx workers and Sluice as one user.");
          return;
        }
      }
    }
  }

  private static String ownerOf(Path file, String otherwise) throws IOException {
    try {
      return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    } catch (NoSuchFileException e) {
      return otherwise; // Its upload ended in the meantime.
    }
  }
}
