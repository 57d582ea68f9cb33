package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another origin: serves one page and takes what that page saw. */
final class PageServer implements AutoCloseable {
  private final HttpServer server;
  private final byte[] page;
  private final CompletableFuture<Map<String, String>> seen = new CompletableFuture<>();

  PageServer(String page) throws IOException {
    this.page = page.getBytes(UTF_8);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/page", this::givePage);
    server.createContext("/seen", this::takeSeen);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/page";
  }

  /** Waits for what the page saw, by name. */
  Map<String, String> seen() throws Exception {
    return seen.get(120, TimeUnit.SECONDS);
  }

  private void givePage(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  private void takeSeen(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, String> values = new TreeMap<>();
    text.lines().map(line -> line.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
    seen.complete(values);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
