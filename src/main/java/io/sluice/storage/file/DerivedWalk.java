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

/** Goes through a folder, deletes the files that are picked, and folders that are empty. */
final class DerivedWalk extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Set<Path> skipped;
  private final DurableFiles files;
  private final Predicate<Use> picked;
  private int deleted;

  DerivedWalk(Path root, Set<Path> skipped, DurableFiles files, Predicate<Use> picked) {
    this.root = root;
    this.skipped = skipped;
    this.files = files;
    this.picked = picked;
  }

  /**
   * What is known of a file.
   *
   * @param bytes its length
   * @param last when it was read or made last, as far as the mount notes it (with {@code relatime},
   *     Linux's own choice, to the day)
   */
  record Use(long bytes, Instant last) {
    static Use of(BasicFileAttributes attributes) {
      Instant made = attributes.lastModifiedTime().toInstant();
      Instant read = attributes.lastAccessTime().toInstant();
      return new Use(attributes.size(), read.isAfter(made) ? read : made);
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
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (picked.test(Use.of(attributes)) && files.delete(file)) {
      deleted++;
    }
    return FileVisitResult.CONTINUE;
  }

  /** Removed while we look. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
      throws IOException {
    if (!folder.equals(root)) {
      try {
        files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        return FileVisitResult.CONTINUE; // As most are.
      }
    }
    return FileVisitResult.CONTINUE;
  }
}
