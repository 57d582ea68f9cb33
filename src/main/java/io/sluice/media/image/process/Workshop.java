package io.sluice.media.image.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one run: the programs see nothing but names in it, none of which comes from outside.
 * Closing removes it and all that is in it.
 */
record Workshop(Path folder) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
  private static final String PREFIX = "sluice-picture-";

  /** No run takes so long: what is older was left by a gateway that was killed. */
  private static final Duration LEFT = Duration.ofHours(1);

  /** The name of the source. */
  static final String SOURCE = "in";

  static Workshop empty(Path temporary) throws IOException {
    return new Workshop(Files.createTempDirectory(temporary, PREFIX));
  }

  static Workshop open(Path temporary, Path source) throws IOException {
    Workshop workshop = empty(temporary);
    try {
      Files.createSymbolicLink(workshop.file(SOURCE), source.toAbsolutePath());
      return workshop;
    } catch (IOException | RuntimeException e) {
      workshop.close();
      throw e;
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Removes what a gateway that was killed had in work, an hour after. */
  static void sweep(Path temporary, Instant now) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        // The folder for temporary files is everybody's: a link there may lead anywhere.
        BasicFileAttributes found =
            Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean isOld = found.lastModifiedTime().toInstant().isBefore(now.minus(LEFT));
        if (found.isDirectory() && isOld && isOurs(folder, temporary)) {
          new Workshop(folder).close();
        }
      }
    } catch (IOException e) {
      LOG.warn("old folders of pictures could not be looked for in {}", temporary, e);
    }
  }

  /** In a folder that all may write to, another user's could become a link while we look. */
  private static boolean isOurs(Path folder, Path temporary) throws IOException {
    Path own = Files.createTempFile(temporary, "sluice-owner-", "");
    try {
      return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    } finally {
      Files.delete(own);
    }
  }

  @Override
  public void close() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.warn("{} could not be removed", folder, e);
    }
  }
}
