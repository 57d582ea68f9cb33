package io.sluice.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Names the media type of a file. Safe for use by many threads. */
public final class FileTypes {
  private static final String UNKNOWN = "application/octet-stream";

  private FileTypes() {}

  /** Loaded on first use: most uploads say their type, and the table costs 300 ms to read. */
  private static final class Table {
    static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
  }

  /**
   * The type that a file's name promises.
   *
   * @param fileName for example {@code shot_010.mov}; only its ending counts
   * @return for example {@code video/quicktime}; null when the ending says nothing
   */
  public static @Nullable String byName(String fileName) {
    int dot = fileName.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    Metadata metadata = new Metadata();
    // The whole name would be read as a URI, where "#" and "?" cut the ending off.
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, "file" + fileName.substring(dot));
    try {
      return known(Table.TYPES.detect(null, metadata).toString());
    } catch (IOException e) {
      return null; // No bytes are read here, so nothing can fail.
    }
  }

  /**
   * The type that a file's first bytes show.
   *
   * @param file at most 64 KiB of it is read
   * @return for example {@code image/jpeg}; null when the bytes say nothing
   * @throws IOException the file cannot be read
   */
  public static @Nullable String byContent(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 65_536)) {
      return known(Table.TYPES.detect(in, new Metadata()).toString());
    }
  }

  private static @Nullable String known(String type) {
    return type.equals(UNKNOWN) ? null : type;
  }
}
