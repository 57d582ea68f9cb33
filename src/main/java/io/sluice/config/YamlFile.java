package io.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a small file, and says exactly why it can not. */
final class YamlFile {
  static final int MAX_BYTES = 1 << 20;

  private YamlFile() {}

  /**
   * The file's text, without a byte order mark.
   *
   * @throws UnreadableException it is not there, may not be read, is larger than 1 MiB or is not
   *     UTF-8
   */
  static String read(Path file) throws UnreadableException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new UnreadableException(file.toString(), why(e));
    }
    if (bytes.length > MAX_BYTES) {
      throw new UnreadableException(file.toString(), "is larger than 1MiB: no configuration");
    }
    String text = decode(bytes, file.getFileName() + ":");
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "does not exist; the configuration is looked for at: " + ConfigFile.PLACES;
    }
    return e instanceof AccessDeniedException
        ? "may not be read by the user " + System.getProperty("user.name", "that runs Sluice")
        : "can not be read; is it a file?";
  }

  private static String decode(byte[] bytes, String label) throws UnreadableException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    if (decoder.decode(in, out, true).isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new UnreadableException(label + line, "is not UTF-8; save the file in UTF-8");
    }
    return out.flip().toString();
  }
}
