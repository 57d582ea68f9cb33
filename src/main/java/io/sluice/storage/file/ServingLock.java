package io.sluice.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second gateway from serving the same store; the system lets go of it at any death. */
final class ServingLock implements Closeable {
  private final FileChannel channel;

  private ServingLock(FileChannel channel) {
    this.channel = channel;
  }

  static ServingLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isTaken(channel)) {
      channel.close();
      throw new IOException(
          "another gateway serves the store in " + file.getParent() + "; stop it first");
    }
    return new ServingLock(channel);
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true; // By another application of the same container.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
