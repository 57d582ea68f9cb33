package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One connection that speaks HTTP/1.1 letter by letter: a client can be cut off anywhere and sends
 * exactly what a test says.
 */
final class Wire implements AutoCloseable {
  /** What a client of ftrack waits for the first byte of an answer. */
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  Wire(int port) throws IOException {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** One answer; header lines in order, each as it came; the body's bytes as Latin-1. */
  record Answer(int status, List<String> headers, String text) {
    /** The only value of a header; "" when there is none. */
    String one(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      List<String> values =
          headers.stream()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
              .map(line -> line.substring(start.length()).trim())
              .toList();
      if (values.size() > 1) {
        throw new AssertionError(name + " came more than once: " + values);
      }
      return values.isEmpty() ? "" : values.get(0);
    }

    byte[] body() {
      return text.getBytes(ISO_8859_1);
    }
  }

  /** One request on a connection of its own. */
  static Answer ask(int port, String method, String target, String... headers) throws IOException {
    try (Wire wire = new Wire(port)) {
      wire.send(head(method, target, headers));
      return wire.read(method.equals("HEAD"));
    }
  }

  /** One PUT with a Content-Length on a connection of its own. */
  static Answer put(int port, String target, byte[] body, String... headers) throws IOException {
    try (Wire wire = new Wire(port)) {
      wire.put(target, body, headers);
      return wire.read();
    }
  }

  static String head(String method, String target, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    text.append("Host: 127.0.0.1\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  void put(String target, byte[] body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + body.length);
    send(head("PUT", target, all.toArray(String[]::new)));
    send(body);
  }

  void send(String latin1) throws IOException {
    send(latin1.getBytes(ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  Answer read() throws IOException {
    return read(false);
  }

  private Answer read(boolean isHead) throws IOException {
    String statusLine = line();
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      throw new IOException("not an answer: " + statusLine);
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    Answer head = new Answer(status, List.copyOf(headers), "");
    boolean isEmpty = isHead || status < 200 || status == 204 || status == 304;
    return isEmpty ? head : new Answer(status, head.headers(), new String(body(head), ISO_8859_1));
  }

  private byte[] body(Answer head) throws IOException {
    if (head.one("Transfer-Encoding").equals("chunked")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        bytes.write(exactly(size));
        line();
      }
      line();
      return bytes.toByteArray();
    }
    String length = head.one("Content-Length");
    return length.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(length));
  }

  /** An answer that ended before it was whole; silence is not an end. */
  static final class CutOffException extends IOException {
    private final transient byte[] bytes;

    private CutOffException(byte[] bytes) {
      super("the answer was cut off after " + bytes.length + " bytes");
      this.bytes = bytes;
    }

    /** What came of the body, or of its last chunk. */
    byte[] bytes() {
      return bytes;
    }
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = new byte[size];
    int count = 0;
    try {
      int read = 0;
      while (count < size && read >= 0) {
        count += read;
        read = in.read(bytes, count, size - count);
      }
    } catch (SocketException reset) {
      throw new CutOffException(Arrays.copyOf(bytes, count));
    }
    if (count < size) {
      throw new CutOffException(Arrays.copyOf(bytes, count));
    }
    return bytes;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended after: " + line.toString(ISO_8859_1));
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /** Whether the beginning of an answer is here; looks and does not wait. */
  boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  /** Whether the server has ended this connection; looks and does not wait. */
  boolean isClosedByServer() throws IOException {
    socket.setSoTimeout(1);
    try {
      while (in.read() >= 0) {
        // An answer before the end, like 408: passed over.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // Reset.
    } finally {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
