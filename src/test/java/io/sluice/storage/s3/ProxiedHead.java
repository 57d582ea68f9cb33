package io.sluice.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1.1 message, letter by letter.
 *
 * @param first request line or status line
 * @param headers lines in order
 */
public record ProxiedHead(String first, List<String> headers) {
  private static final int UNTIL_THE_END = -1;

  /** Null when the connection ended before a message began. */
  static @Nullable ProxiedHead read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    String line = line(in);
    while (line != null && !line.isEmpty()) {
      headers.add(line);
      line = line(in);
    }
    return new ProxiedHead(first, List.copyOf(headers));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      bytes.write(next);
    }
    return bytes.toString(ISO_8859_1).stripTrailing();
  }

  /** Of a request. */
  public String method() {
    return first.substring(0, first.indexOf(' '));
  }

  /** Of a request: path and query. */
  public String target() {
    return first.substring(first.indexOf(' ') + 1, first.lastIndexOf(' '));
  }

  /** Of an answer. */
  int status() {
    return Integer.parseInt(first.substring(9, 12));
  }

  /** The first value of a header; "" when there is none. */
  public String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).trim())
        .findFirst()
        .orElse("");
  }

  ProxiedHead with(String name, String value) {
    List<String> changed = new ArrayList<>(headers);
    changed.removeIf(
        line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
    changed.add(name + ": " + value);
    return new ProxiedHead(first, List.copyOf(changed));
  }

  void writeTo(OutputStream out) throws IOException {
    String text = first + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  /** Copies the body of this message as it is framed, at most so many bytes of it. */
  void copyBody(InputStream in, OutputStream out, long most) throws IOException {
    if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      copyChunks(in, out, most);
      return;
    }
    String length = header("Content-Length");
    boolean isAnswer = first.startsWith("HTTP/");
    copy(in, out, length.isEmpty() ? isAnswer ? UNTIL_THE_END : 0 : Long.parseLong(length), most);
  }

  private static void copyChunks(InputStream in, OutputStream out, long most) throws IOException {
    long left = most;
    long size = Long.MAX_VALUE;
    while (size > 0 && left > 0) {
      String line = line(in);
      if (line == null) {
        throw new EOFException("in a chunk");
      }
      size = Long.parseLong(line.split(";", 2)[0].trim(), 16);
      out.write((line + "\r\n").getBytes(ISO_8859_1));
      copy(in, out, size, left);
      left -= size;
      out.write((line(in) + "\r\n").getBytes(ISO_8859_1));
      out.flush();
    }
  }

  private static void copy(InputStream in, OutputStream out, long length, long most)
      throws IOException {
    long left = length == UNTIL_THE_END ? most : Math.min(length, most);
    byte[] buffer = new byte[65_536];
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        if (length == UNTIL_THE_END) {
          return;
        }
        throw new EOFException("in a body");
      }
      out.write(buffer, 0, read);
      out.flush();
      left -= read;
    }
  }
}
