package io.sluice.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file beside a data file that keeps its SHA-256, in the form of {@code sha256sum}: a person
 * checks a folder with {@code sha256sum -c *.sha256}.
 */
final class DigestFile {
  /** Stands for what is written in a digest file that holds no digest. */
  static final String UNREADABLE = "(no digest in the digest file)";

  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}[ \n].*", Pattern.DOTALL);
  private static final int HEX_CHARS = 64;

  private final Path data;
  private final Path file;

  DigestFile(Path data) {
    this.data = data;
    this.file = data.resolveSibling(data.getFileName() + StoreLayout.DIGEST_SUFFIX);
  }

  /** The digest in hex, {@link #UNREADABLE}, or null when there is no file. */
  @Nullable String read() throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return FORM.matcher(text).matches()
          ? text.substring(0, HEX_CHARS).toLowerCase(Locale.ROOT)
          : UNREADABLE;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Writes the digest by one rename.
   *
   * @param part an empty file on the same mount
   */
  void write(String hex, Path part, DurableFiles files) throws IOException {
    byte[] line = (hex + "  " + data.getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(line));
      // Before the rename: an empty digest file after a power cut would look like damage.
      channel.force(true);
    }
    files.rename(part, file);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
