package io.sluice.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3Proxy with the ways of Google Cloud Storage before it: no chunks and no checksums of the SDK's,
 * no removal of many, 404 for the removal of what is not there, a header of its own for a PUT that
 * replaces nothing. And two that others met: that header beside an {@code x-amz-} one is refused,
 * and so is a signature over Accept-Encoding, which Google's front rewrites.
 */
final class GcsDouble extends TestingS3 {
  private static @Nullable GcsDouble running;

  private final TestingS3 behind;
  private final S3Client client;
  private final ServerSocket listener;

  /** One request, its header names in lower case, each character of the body a byte. */
  private record Request(String line, Map<String, String> headers, String body) {
    String method() {
      return line.split(" ", 3)[0];
    }

    String target() {
      return line.split(" ", 3)[1];
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    boolean hasHeaderLike(String start) {
      return headers.keySet().stream().anyMatch(name -> name.startsWith(start));
    }

    /** Whether the URL names an object and nothing of it. */
    boolean isForObject() {
      String query = target().substring(path().length());
      return path().indexOf('/', 1) > 0
          && !query.contains("uploadId")
          && !query.contains("partNumber");
    }

    String path() {
      return target().split("\\?", 2)[0];
    }
  }

  private GcsDouble(TestingS3 behind, ServerSocket listener) {
    this.behind = behind;
    this.client = behind.client();
    this.listener = listener;
  }

  /** The one of this JVM. */
  static synchronized GcsDouble get() throws IOException {
    if (running == null) {
      running =
          new GcsDouble(S3Proxy.get(), new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
      start(running::listen);
    }
    return running;
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  @Override
  public boolean takesEveryKey() {
    return behind.takesEveryKey();
  }

  @Override
  public boolean readsOneVersion() {
    return behind.readsOneVersion();
  }

  @Override
  public boolean takesEveryCharset() {
    return behind.takesEveryCharset();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "gcs-double");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(socket);
      String refusal = refusal(request);
      OutputStream out = socket.getOutputStream();
      if (refusal.isEmpty()) {
        forward(request, out);
      } else {
        out.write(refusal.getBytes(UTF_8));
      }
      out.flush();
    } catch (IOException e) {
      // The client went away; it sees that, too.
    }
  }

  private static Request read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String line = line(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
    }
    if (headers.containsKey("expect")) {
      socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(line, headers, new String(in.readNBytes(length), ISO_8859_1));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /** The answer of Google's that S3Proxy would not give; empty for none. */
  private String refusal(Request request) {
    if (request.method().equals("POST") && request.target().matches(".*[?&]delete(=|&|$).*")) {
      return answer("501 Not Implemented", "NotImplemented");
    }
    boolean hasBody = List.of("PUT", "POST").contains(request.method());
    if (hasBody
        && (request.header("content-encoding").contains("aws-chunked")
            || request.header("x-amz-content-sha256").startsWith("STREAMING-")
            || request.hasHeaderLike("x-amz-checksum-")
            || request.hasHeaderLike("x-amz-trailer")
            || request.hasHeaderLike("x-amz-sdk-checksum-"))) {
      return answer("403 Forbidden", "SignatureDoesNotMatch");
    }
    if (request.header("authorization").contains("accept-encoding")
        || request.target().contains("accept-encoding")) {
      return answer("403 Forbidden", "SignatureDoesNotMatch");
    }
    if (request.hasHeaderLike("x-goog-") && request.hasHeaderLike("x-amz-")) {
      return answer("400 Bad Request", "InvalidArgument");
    }
    if (request.method().equals("DELETE") && request.isForObject() && !exists(request)) {
      return answer("404 Not Found", "NoSuchKey");
    }
    if (request.method().equals("PUT")
        && request.header("x-goog-if-generation-match").equals("0")
        && exists(request)) {
      return answer("412 Precondition Failed", "PreconditionFailed");
    }
    if (request.method().equals("PUT")
        && request.headers().containsKey("if-none-match")
        && exists(request)) {
      delete(request); // The header is signed: to let S3Proxy ignore it, there must be nothing.
    }
    return "";
  }

  private static String answer(String status, String code) {
    String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>";
    return "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  private boolean exists(Request request) {
    try {
      client.headObject(h -> h.bucket(bucket(request)).key(key(request)));
      return true;
    } catch (S3Exception e) {
      return false;
    }
  }

  private void delete(Request request) {
    client.deleteObject(d -> d.bucket(bucket(request)).key(key(request)));
  }

  private static String bucket(Request request) {
    return request.path().split("/", 3)[1];
  }

  private static String key(Request request) {
    return URLDecoder.decode(request.path().split("/", 3)[2].replace("+", "%2B"), UTF_8);
  }

  /** As it came, so that the signature holds. */
  private void forward(Request request, OutputStream out) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), behind.endpoint().getPort())) {
      StringBuilder head = new StringBuilder(request.line()).append("\r\n");
      request.headers().forEach((name, value) -> append(head, name, value));
      head.append("connection: close\r\n\r\n");
      OutputStream to = socket.getOutputStream();
      to.write(head.toString().getBytes(ISO_8859_1));
      to.write(request.body().getBytes(ISO_8859_1));
      to.flush();
      socket.getInputStream().transferTo(out);
    }
  }

  private static void append(StringBuilder head, String name, String value) {
    if (!name.equals("connection") && !name.equals("expect")) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }
}
