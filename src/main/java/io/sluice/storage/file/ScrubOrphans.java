package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds data files that no info record names and that no note in staging will delete.
 *
 * <p>They come from a power cut in a certain instant, and from two processes that wrote one key.
 */
final class ScrubOrphans {
  private static final Duration AGE = Duration.ofDays(1);
  private static final Pattern DATA = Pattern.compile("[^@]+@[0-9a-f]{16}");

  private final FileStore store;
  private final Clock clock;
  private final boolean deletes;
  private final ScrubListener listener;

  ScrubOrphans(FileStore store, Clock clock, boolean deletes, ScrubListener listener) {
    this.store = store;
    this.clock = clock;
    this.deletes = deletes;
    this.listener = listener;
  }

  static boolean isData(Path file) {
    return DATA.matcher(file.getFileName().toString()).matches();
  }

  private static boolean isDigest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(StoreLayout.DIGEST_SUFFIX) && DATA.matcher(dataName(name)).matches();
  }

  private static String dataName(String digestName) {
    return digestName.substring(0, digestName.length() - StoreLayout.DIGEST_SUFFIX.length());
  }

  /** Judges the files of one folder. */
  void judge(List<Path> files) throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (Path file : files) {
      if (isData(file) && isOld(file) && !isNamed(file)) {
        candidates.add(file);
      } else if (isDigest(file) && isOld(file) && !Files.exists(dataOf(file))) {
        report(file);
      }
    }
    if (candidates.isEmpty()) {
      return;
    }
    Set<String> noted = store.leftovers().noted();
    for (Path file : candidates) {
      // Asked again after the notes: a staged record may have become the current one in between.
      if (!noted.contains(file.getFileName().toString()) && !isNamed(file) && Files.exists(file)) {
        report(file);
      }
    }
  }

  private static Path dataOf(Path digest) {
    return digest.resolveSibling(dataName(digest.getFileName().toString()));
  }

  private void report(Path file) throws IOException {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (NoSuchFileException e) {
      return;
    }
    if (deletes) {
      store.leftovers().deleteData(file);
    }
    listener.orphan(file, bytes, deletes);
  }

  /** A record that cannot be read may name it: then the file is kept. */
  private static boolean isNamed(Path data) {
    String name = data.getFileName().toString();
    String key = name.substring(0, name.indexOf(StoreLayout.VERSION_MARK));
    try {
      byte[] record = Files.readAllBytes(data.resolveSibling(key + StoreLayout.INFO_SUFFIX));
      return InfoRecord.parse(record).dataName().equals(name);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** By the time of the name, not of the bytes alone: an import links files that are years old. */
  private boolean isOld(Path file) throws IOException {
    Instant limit = clock.instant().minus(AGE);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          && attributes.lastModifiedTime().toInstant().isBefore(limit)
          && changed(file).isBefore(limit);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Instant changed(Path file) throws IOException {
    try {
      return Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
              instanceof FileTime time
          ? time.toInstant()
          : Instant.MIN;
    } catch (UnsupportedOperationException e) {
      return Instant.MIN; // Not a Unix: the bytes' own time must do.
    }
  }
}
