package io.sluice.cli.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.http.HttpDate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A gateway in a few lines that does all right but for one fault; it believes every signature. */
final class BrokenGateway implements AutoCloseable {
  private static final String FORGED = "AAAAAAAAAAAAAAAAAAAAAAAA";

  private final @Nullable Fault fault;
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> objects = new ConcurrentHashMap<>();

  BrokenGateway(@Nullable Fault fault) throws IOException {
    this.fault = fault;
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  /** A request; header names in lower case. */
  private record Asked(String method, String path, String query, Map<String, String> headers) {
    String parameter(String name) {
      return Arrays.stream(query.split("&", -1))
          .filter(pair -> pair.startsWith(name + "="))
          .map(pair -> pair.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  private record Answer(int status, List<String> headers, String body) {}

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Asked asked = read(client.getInputStream());
      Answer answer = answer(asked, client);
      StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " x\r\n");
      Instant now = Instant.now().minusSeconds(fault == Fault.HAS_A_WRONG_CLOCK ? 3600 : 0);
      head.append("Date: ").append(HttpDate.format(now)).append("\r\n");
      head.append("Content-Length: ").append(answer.body().length()).append("\r\n");
      answer.headers().forEach(line -> head.append(line).append("\r\n"));
      head.append("Connection: close\r\n\r\n");
      client.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
      client.getOutputStream().write(answer.body().getBytes(ISO_8859_1));
      client.getOutputStream().flush();
    } catch (IOException e) {
      // The client went away, as it may.
    }
  }

  private Answer answer(Asked asked, Socket client) throws IOException {
    if (asked.path().equals("/health/ready")) {
      return plain(fault == Fault.IS_NOT_READY ? 503 : 200);
    }
    if (asked.path().equals("/health/live")) {
      return plain(200);
    }
    List<String> headers = cors(asked);
    boolean isPreflight = asked.method().equals("OPTIONS");
    if (isPreflight) {
      return new Answer(fault == Fault.WANTS_SIGNED_PREFLIGHTS ? 403 : 204, headers, "");
    }
    if (isRefused(asked)) {
      boolean isBare = fault == Fault.SENDS_NO_CORS_WITH_ERRORS;
      String code = asked.query().contains(FORGED) ? "signature-mismatch" : "url-expired";
      return new Answer(403, isBare ? List.of() : headers, "{\"code\":\"" + code + "\"}");
    }
    return switch (asked.path()) {
      case "/put" -> put(asked, client, headers);
      case "/get" -> get(asked, headers);
      case "/remove" -> remove(asked);
      default -> plain(404);
    };
  }

  private static Answer plain(int status) {
    return new Answer(status, List.of(), "");
  }

  private List<String> cors(Asked asked) {
    List<String> headers = new ArrayList<>(List.of("Access-Control-Allow-Origin: *"));
    if (fault == Fault.ALLOWS_THE_ORIGIN_TWICE) {
      headers.add("Access-Control-Allow-Origin: *");
    }
    headers.add(
        "Access-Control-Expose-Headers: Content-Length"
            + (fault == Fault.HIDES_THE_ENTITY_TAG ? "" : ", ETag"));
    headers.add(
        "Access-Control-Allow-Methods: GET" + (fault == Fault.ALLOWS_NO_PUT ? "" : ", PUT"));
    headers.add(
        "Access-Control-Allow-Headers: "
            + asked.headers().getOrDefault("access-control-request-headers", ""));
    return headers;
  }

  private boolean isRefused(Asked asked) {
    boolean isForged = asked.query().contains(FORGED);
    boolean isPut = asked.path().equals("/put");
    if (isForged) {
      return isPut ? fault != Fault.ASKS_FOR_THE_BODY_FIRST : fault != Fault.SERVES_FORGED_URLS;
    }
    String timeout = asked.parameter("timeout");
    boolean isExpired =
        !timeout.isEmpty() && Long.parseLong(timeout) < Instant.now().getEpochSecond();
    return isExpired && fault != Fault.IGNORES_THE_TIMEOUT;
  }

  private Answer put(Asked asked, Socket client, List<String> headers) throws IOException {
    if (fault == Fault.REDIRECTS_PUT && !asked.headers().containsKey("expect")) {
      return new Answer(301, List.of("Location: /elsewhere"), "");
    }
    if (asked.headers().containsKey("expect")) {
      boolean isHuge = Long.parseLong(asked.headers().get("content-length")) > 1L << 30;
      return plain(isHuge && fault == Fault.LIMITS_BODIES ? 413 : 100);
    }
    if (asked.headers().containsKey("x-file") && fault == Fault.BELIEVES_A_CLIENTS_FILE) {
      return plain(503);
    }
    int length = Integer.parseInt(asked.headers().getOrDefault("content-length", "0"));
    objects.put(
        asked.parameter("id"), new String(client.getInputStream().readNBytes(length), ISO_8859_1));
    headers.add("ETag: \"1-" + length + "\"");
    return new Answer(200, headers, "");
  }

  private Answer get(Asked asked, List<String> headers) {
    String object = objects.get(asked.parameter("id"));
    if (object == null || fault == Fault.SERVES_NOTHING) {
      return new Answer(404, headers, "");
    }
    headers.add("ETag: \"1-" + object.length() + "\"");
    headers.add("Content-Type: text/plain");
    if (asked.headers().containsKey("range")) {
      return new Answer(206, headers, object.substring(1, 4));
    }
    return new Answer(
        200, headers, fault == Fault.CHANGES_BYTES ? "x".repeat(object.length()) : object);
  }

  private Answer remove(Asked asked) {
    if (fault != Fault.KEEPS_WHAT_IS_REMOVED) {
      objects.remove(asked.parameter("id"));
    }
    return plain(200);
  }

  private Asked read(InputStream in) throws IOException {
    String[] words = line(in).split(" ", 3);
    String[] target = words[1].split("\\?", 2);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] pair = line.split(":", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
    }
    if (fault == Fault.HANGS_UP_ON_A_WAITING_CLIENT
        && headers.containsKey("expect")
        && words[1].contains(FORGED)) {
      throw new IOException("hangs up");
    }
    return new Asked(words[0], target[0], target.length > 1 ? target[1] : "", headers);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("no request");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
