package io.sluice.cli.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A PUT that announces a body, waits for leave to send it, and goes away: what no ordinary client
 * can do.
 */
final class Announcement {
  private static final int MILLIS = 15_000;
  private static final int MAX_LINE = 16_384;
  private static final int MAX_BODY = 8_192;

  private Announcement() {}

  /**
   * The first answer.
   *
   * @param status 100 when the body is asked for
   * @param body its beginning
   */
  record Answer(int status, String body) {}

  /**
   * Announces.
   *
   * @param address http or https
   * @param length of the body that is never sent
   * @throws java.net.SocketTimeoutException nothing was answered in 15 seconds
   * @throws IOException no connection, or no HTTP
   */
  static Answer put(URI address, long length) throws IOException {
    try (Socket socket = connect(address)) {
      String head =
          "PUT %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
              .formatted(
                  address.getRawPath(), address.getRawQuery(), address.getRawAuthority(), length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static Socket connect(URI address) throws IOException {
    boolean isTls = "https".equals(address.getScheme());
    int port = address.getPort() >= 0 ? address.getPort() : isTls ? 443 : 80;
    String host = PublicName.host(address);
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      return isTls ? secure(socket, host, port) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secure(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static Answer read(InputStream in) throws IOException {
    String[] words = line(in).split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
      throw new IOException("this is no HTTP: " + words[0]);
    }
    int status = Integer.parseInt(words[1]);
    if (status == 100) {
      return new Answer(status, "");
    }
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).matches("content-length: *[0-9]{1,9}")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    byte[] body = in.readNBytes(Math.min(length, MAX_BODY));
    return new Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > MAX_LINE) {
        throw new IOException("the connection was closed without an answer");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
