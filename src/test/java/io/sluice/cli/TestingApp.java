package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands for the app behind nginx: what it answers is written in the query ({@code deny=507-code},
 * {@code file=path}), and everything it was asked is kept.
 */
final class TestingApp implements AutoCloseable {
  /** One request as it reached the app. */
  record Seen(String method, String target, Headers headers, String spooled, int bodyBytes) {
    /** Every value of a header, none when it did not come. */
    List<String> all(String name) {
      return headers.getOrDefault(name, List.of());
    }
  }

  final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** Open until the first byte of a streamed body is here. */
  final CountDownLatch firstByte = new CountDownLatch(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  TestingApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Seen> seen(String path) {
    return seen.stream().filter(request -> request.target().startsWith("/media" + path)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String spoolFile = headers.getFirst("X-File");
    String spooled = spoolFile == null ? "" : Files.readString(Path.of(spoolFile));
    String target = exchange.getRequestURI().toString();
    int bodyBytes = count(exchange.getRequestBody());
    seen.add(new Seen(exchange.getRequestMethod(), target, headers, spooled, bodyBytes));
    String original = String.valueOf(headers.getFirst("X-Original-URI"));
    if (target.startsWith("/media/_authorize")) {
      verdict(exchange, parameter(original, "deny"), parameter(original, "file"));
    } else {
      work(exchange, parameter(original, "file"));
    }
    exchange.close();
  }

  private static void verdict(HttpExchange exchange, String deny, String file) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (!deny.isEmpty()) {
      headers.set("X-Sluice-Deny", deny.substring(0, 3));
      headers.set("X-Sluice-Deny-Code", deny.substring(4));
      exchange.sendResponseHeaders(403, -1);
      return;
    }
    headers.set("X-Sluice-Path", file);
    headers.set("X-Sluice-Type", "image/png");
    headers.set("X-Sluice-Disposition", "attachment; filename=\"a.png\"");
    headers.set("Cache-Control", "private, no-cache");
    exchange.sendResponseHeaders(204, -1);
  }

  private static void work(HttpExchange exchange, String file) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Access-Control-Allow-Origin", "https://the-app.example");
    if (!file.isEmpty()) {
      headers.set("X-Accel-Redirect", "/_sluice_files/main/" + file);
      headers.set("Content-Type", "image/png");
      headers.set("Content-Disposition", "attachment; filename=\"a.png\"");
      headers.set("Cache-Control", "private, no-cache");
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write("ok".getBytes(UTF_8));
  }

  private int count(InputStream body) throws IOException {
    int bytes = 0;
    for (int next = body.read(); next >= 0; next = body.read()) {
      bytes++;
      firstByte.countDown();
    }
    return bytes;
  }

  private static String parameter(String target, String name) {
    for (String pair : target.substring(target.indexOf('?') + 1).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
