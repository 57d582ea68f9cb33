package io.sluice.delivery;

import io.sluice.http.HttpErrorException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The folder into which Nginx spools bodies.
 *
 * <p>Nginx names a file with ten digits or more, counting from 1 again after each start, so a name
 * is never an identity. Safe for use by many threads.
 *
 * @see <a
 *     href="https://nginx.org/en/docs/http/ngx_http_core_module.html#client_body_in_file_only">client_body_in_file_only</a>
 */
public final class Spool {
  private static final Pattern NAME = Pattern.compile("[0-9]{10,20}");

  private final Path folder;
  private final Duration sweepAfter;
  private final Clock clock;

  /**
   * Takes the settings.
   *
   * @param config whose spool folder exists
   * @param clock for the sweep
   * @throws IOException the folder does not exist or cannot be resolved
   */
  public Spool(FrontConfig config, Clock clock) throws IOException {
    this.folder = config.spool().toRealPath();
    this.sweepAfter = config.sweepAfter();
    this.clock = clock;
  }

  /**
   * Accepts a file that Nginx names as a body.
   *
   * @param name the {@code X-File} of a trusted request
   * @return the file, directly in this folder
   * @throws HttpErrorException {@link FrontError#SPOOL_FILE_REFUSED} (403): outside the folder, a
   *     link, not a regular file, not named as Nginx names; {@link FrontError#SPOOL_FILE_GONE}
   *     (503); {@link FrontError#SPOOL_FILE_UNREADABLE} (503): of another user
   */
  public Path accept(String name) {
    int slash = name.lastIndexOf('/');
    String last = name.substring(slash + 1);
    if (slash < 0 || !NAME.matcher(last).matches() || !isFolder(name.substring(0, slash))) {
      throw new HttpErrorException(FrontError.SPOOL_FILE_REFUSED, "X-File is not in the spool");
    }
    Path file = folder.resolve(last);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw new HttpErrorException(
            FrontError.SPOOL_FILE_REFUSED, "X-File " + last + " is no regular file");
      }
    } catch (NoSuchFileException e) {
      throw new HttpErrorException(FrontError.SPOOL_FILE_GONE, "X-File " + last + " is gone");
    } catch (IOException e) {
      throw new HttpErrorException(FrontError.SPOOL_FILE_UNREADABLE, e);
    }
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      throw new HttpErrorException(
          FrontError.SPOOL_FILE_UNREADABLE,
          "X-File " + last + " belongs to another user: run Nginx workers and Sluice as one user");
    }
    return file;
  }

  private boolean isFolder(String path) {
    try {
      return Path.of(path).toRealPath().equals(folder);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Proves that a spooled file can become an object by one rename.
   *
   * @param staging a folder of the store
   * @throws IOException the spool is not writable, or on another mount than the store; the message
   *     says which and how to mend it
   */
  public void probe(Path staging) throws IOException {
    Path here = Files.createTempFile(folder, "probe-", ".tmp");
    Path there = staging.resolve(here.getFileName());
    try {
      Files.move(here, there, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "the spool "
              + folder
              + " and the store are not on one mount: a body cannot be renamed into the store;"
              + " put both below one mount point",
          e);
    } finally {
      Files.deleteIfExists(here);
      Files.deleteIfExists(there);
    }
  }

  /**
   * Proves that a spooled file can be read, for a store on another machine.
   *
   * @throws IOException the spool is gone or not writable
   */
  public void probe() throws IOException {
    Files.delete(Files.createTempFile(folder, "probe-", ".tmp"));
  }

  /**
   * Deletes the files that a killed Nginx or a failed probe left, by age.
   *
   * @return the number of files deleted
   * @throws IOException the folder cannot be read
   */
  public int sweep() throws IOException {
    Instant limit = clock.instant().minus(sweepAfter);
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isOurs)) {
      for (Path file : files) {
        if (lastModified(file).isBefore(limit) && Files.deleteIfExists(file)) {
          deleted++;
        }
      }
    }
    return deleted;
  }

  /**
   * What lies in the spool now.
   *
   * @param files their number
   * @param oldest the age of the one that was written to longest ago; zero when there is none
   */
  public record State(int files, Duration oldest) {}

  /**
   * Looks into the folder.
   *
   * @return number and age of the files of running and abandoned uploads
   * @throws IOException the folder cannot be read
   */
  public State state() throws IOException {
    Instant now = clock.instant();
    int count = 0;
    Instant oldest = now;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isOurs)) {
      for (Path file : files) {
        Instant written = lastModified(file);
        count++;
        oldest = written.isBefore(oldest) ? written : oldest;
      }
    }
    return new State(count, Duration.between(oldest, now));
  }

  private boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return (NAME.matcher(name).matches() || name.startsWith("probe-"))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** A file that went while we looked counts as just written. */
  private Instant lastModified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return clock.instant();
    }
  }
}
