package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A walk over a whole store that reads every byte: the first one makes a SHA-256 for each object,
 * the next ones compare.
 *
 * <p>Runs beside a gateway in this process or another: an object that is replaced or removed
 * meanwhile is never taken for damage, because its info record is read again before anything is
 * said. Nothing is repaired.
 *
 * <p>For use by one thread.
 */
public final class Scrub {
  private final FileStore store;
  private final ScrubObject object;
  private final ScrubOrphans orphans;
  private final ScrubListener listener;

  /**
   * Prepares a walk.
   *
   * @param store to be walked
   * @param clock for the age of orphans
   * @param rate limits the reading
   * @param deletesOrphans whether files that no record names are deleted when a day old
   * @param listener told of everything
   */
  public Scrub(
      FileStore store, Clock clock, ByteRate rate, boolean deletesOrphans, ScrubListener listener) {
    this.store = store;
    this.listener = listener;
    this.object = new ScrubObject(store, rate, listener);
    this.orphans = new ScrubOrphans(store, clock, deletesOrphans, listener);
  }

  /**
   * How much there is to do.
   *
   * @param objects the number of data files
   * @param bytes in them
   */
  public record Survey(long objects, long bytes) {}

  /**
   * Counts without reading.
   *
   * @return a number for a progress bar; a gateway may change it at any time
   * @throws IOException the store cannot be walked
   */
  public Survey survey() throws IOException {
    long objects = 0;
    long bytes = 0;
    for (Path folder : folders()) {
      for (Path file : files(folder)) {
        if (ScrubOrphans.isData(file)) {
          objects++;
          bytes += length(file);
        }
      }
    }
    return new Survey(objects, bytes);
  }

  /**
   * Walks once. What is found goes to the listener.
   *
   * @throws IOException the store itself fails: a folder cannot be listed, a digest cannot be
   *     written; what was done stays done
   * @throws InterruptedException the thread was told to end
   */
  public void run() throws IOException, InterruptedException {
    for (Path folder : folders()) {
      List<Path> files = files(folder);
      for (Path file : files) {
        if (ScrubObject.isInfo(file)) {
          check(file);
        }
      }
      orphans.judge(files);
    }
  }

  private void check(Path info) throws IOException, InterruptedException {
    try {
      object.check(info);
    } catch (UnreadableRecord e) {
      listener.recordUnreadable(info, e.reason());
    }
  }

  private List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path first : files(store.objects())) {
      if (Files.isDirectory(first, LinkOption.NOFOLLOW_LINKS)) {
        for (Path second : files(first)) {
          if (Files.isDirectory(second, LinkOption.NOFOLLOW_LINKS)) {
            folders.add(second);
          }
        }
      }
    }
    return folders;
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    files.sort(null);
    return files;
  }

  private static long length(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .size();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
