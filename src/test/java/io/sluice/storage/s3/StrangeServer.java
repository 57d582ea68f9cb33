package io.sluice.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;

/** Says the same to everybody, once the head of a request is there, and closes. */
final class StrangeServer implements AutoCloseable {
  /** The first byte of its greeting. */
  private static final int TLS = 0x16;

  private final ServerSocket socket;
  private final byte[] answer;

  StrangeServer(String answer) throws IOException {
    this(ServerSocketFactory.getDefault(), answer);
  }

  StrangeServer(ServerSocketFactory sockets, String answer) throws IOException {
    this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
    Thread thread = new Thread(this::serve, "strange-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** An answer of HTTP. */
  static String http(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Length: "
        + body.length()
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }

  /** A refusal as S3 words it. */
  static String refusal(int status, String code) {
    return http(
        status + " -",
        "<?xml version=\"1.0\"?><Error><Code>"
            + code
            + "</Code><Message>m</Message><RequestId>1</RequestId></Error>");
  }

  URI at(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.setSoTimeout(2000);
        readHead(connection.getInputStream());
        connection.getOutputStream().write(answer);
      } catch (IOException e) {
        // The other side, who is tested, sees it too.
      }
    }
  }

  /** The greeting of TLS has no such end: to that the answer is given at once. */
  private static void readHead(InputStream in) throws IOException {
    int next = in.read();
    StringBuilder end = new StringBuilder();
    while (next >= 0 && next != TLS && !end.toString().endsWith("\r\n\r\n")) {
      end.append((char) next);
      next = end.toString().endsWith("\r\n\r\n") ? next : in.read();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
