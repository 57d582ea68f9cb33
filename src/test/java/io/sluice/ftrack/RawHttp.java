package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP/1.1 letter by letter, also the kind that no client library would send. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
  }

  /** Sends a head with a Host and an empty line after it. */
  RawHttp head(String method, String target, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: media\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return send(text.append("\r\n").toString());
  }

  RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads the next answer to anything but HEAD; an interim one (100) too. */
  Answer read() throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    Answer head = Answer.of(status, headers, new byte[0]);
    boolean hasBody = status >= 200 && status != 204 && status != 304;
    return hasBody ? Answer.of(status, headers, body(head)) : head;
  }

  /** Reads past a 100, which a Tomcat sends before the WAR is asked. */
  Answer readFinal() throws IOException {
    Answer answer = read();
    return answer.status() == 100 ? read() : answer;
  }

  private byte[] body(Answer head) throws IOException {
    InputStream in = socket.getInputStream();
    if (head.one("Transfer-Encoding").equals("chunked")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        out.write(in.readNBytes(size));
        line();
      }
      line();
      return out.toByteArray();
    }
    String length = head.one("Content-Length");
    return length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = socket.getInputStream().read();
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("the connection ended after: " + line.toString(ISO_8859_1));
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
