package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through a folder, deletes the files that are picked, and folders that are empty. */
final class DerivedWalk extends SimpleFileVisitor<Path> {
  private static final Logger LOG = LoggerFactory.getLogger(DerivedWalk.class);

  private final Path root;
  private final Set<Path> skipped;
  private final DurableFiles files;
  private final Predicate<Use> picked;
  private int deleted;
  private int failures;

  DerivedWalk(Path root, Set<Path> skipped, DurableFiles files, Predicate<Use> picked) {
    this.root = root;
    this.skipped = skipped;
    this.files = files;
    this.picked = picked;
  }

  /**
   * What is known of a file.
   *
   * @param bytes what it takes of the disk, as {@link DerivedFiles#room} has it
   * @param last when it was read or made last, as far as the mount notes it (with {@code relatime},
   *     Linux's own choice, to the day)
   */
  record Use(long bytes, Instant last) {
    static Use of(BasicFileAttributes attributes) {
      Instant made = attributes.lastModifiedTime().toInstant();
      Instant read = attributes.lastAccessTime().toInstant();
      return new Use(DerivedFiles.room(attributes.size()), read.isAfter(made) ? read : made);
    }
  }

  int deleted() {
    return deleted;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return skipped.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    try {
      if (picked.test(Use.of(attributes)) && files.delete(file)) {
        deleted++;
      }
    } catch (IOException e) {
      failed(file, e);
    }
    return FileVisitResult.CONTINUE;
  }

  /** Removed while we look. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
    if (!folder.equals(root)) {
      try {
        files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        return FileVisitResult.CONTINUE; // As most are.
      } catch (IOException e) {
        failed(folder, e);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  /** One that is another user's must not keep all others from being counted. */
  private void failed(Path file, IOException failure) {
    if (failures++ == 0) {
      LOG.warn("cannot be deleted, whose is it? {}", failure.toString());
    }
    LOG.debug("not deleted: {}", file);
  }
}
