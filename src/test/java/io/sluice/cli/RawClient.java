package io.sluice.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Speaks HTTP/1.1 letter by letter, so that a test sees each line that came over the wire. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  /** One answer; {@code headers} in order, each as it came. */
  record Answer(int status, List<String> headers, String body) {
    List<String> all(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).trim())
          .toList();
    }

    /** The only value; "" when there is none. */
    String one(String name) {
      List<String> values = all(name);
      if (values.size() > 1) {
        throw new AssertionError(name + " came more than once: " + values);
      }
      return values.isEmpty() ? "" : values.get(0);
    }
  }

  Answer ask(String method, String target, String body, String... headers) throws IOException {
    send(head(method, target, headers) + body);
    return read("HEAD".equals(method));
  }

  static String head(String method, String target, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: media\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  Answer read(boolean isHead) throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    Answer head = new Answer(status, List.copyOf(headers), "");
    if (isHead || status < 200 || status == 204 || status == 304) {
      return head;
    }
    return new Answer(status, head.headers(), body(head));
  }

  private String body(Answer head) throws IOException {
    InputStream in = socket.getInputStream();
    if ("chunked".equals(head.one("Transfer-Encoding"))) {
      StringBuilder text = new StringBuilder();
      for (int size = chunk(); size > 0; size = chunk()) {
        text.append(new String(in.readNBytes(size), ISO_8859_1));
        line();
      }
      line();
      return text.toString();
    }
    return new String(in.readNBytes(Integer.parseInt(head.one("Content-Length"))), ISO_8859_1);
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = socket.getInputStream().read(); next != '\n'; ) {
      if (next < 0) {
        throw new IOException("the connection ended after: " + line.toString(ISO_8859_1));
      }
      if (next != '\r') {
        line.write(next);
      }
      next = socket.getInputStream().read();
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
