package io.sluice.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Every change that a store makes on its disk: the few operations whose order makes a change
 * survive a power cut. A class of its own so that a test can stop between any two of them.
 */
class DurableFiles {
  /** Writes a new file and makes its bytes durable; its name is not, until its folder is synced. */
  void writeNew(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Sets when a file's bytes were written last. */
  void stamp(Path file, Instant modified) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  /** Makes a file's bytes and times durable. Reads nothing. */
  void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes the names in a folder durable: renames and removals in it. */
  void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Renames within one mount, replacing; never copies. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Gives a file a second name.
   *
   * @throws UnsupportedOperationException this file system has no second names
   */
  void link(Path file, Path name) throws IOException {
    Files.createLink(name, file);
  }

  /** Deletes a file; answers whether there was one. */
  boolean delete(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  /** Makes a folder whose parent exists, its name durable in its parent. */
  void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      syncFolder(folder.resolveSibling("."));
    }
  }
}
