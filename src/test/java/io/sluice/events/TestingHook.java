package io.sluice.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who is told: a real HTTP server that checks each signature. */
public final class TestingHook implements AutoCloseable {
  /** What it and its caller know. */
  public static final Secret SECRET = Secret.of("made-up-secret-of-a-hook");

  /**
   * One call.
   *
   * @param id of the message
   * @param event in a word
   * @param body JSON
   * @param isGenuine whether its signature fits
   */
  public record Call(String id, String event, String body, boolean isGenuine) {}

  public final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  public volatile int status = 200;

  private final HttpServer server;

  public TestingHook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "testing-hook");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    int answered = status; // Before the call is seen, as the test goes on then and changes it.
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
    boolean isGenuine =
        exchange.getRequestMethod().equals("POST")
            && HookSignature.of(SECRET, id, Long.parseLong(time), body).equals(signature);
    if (answered >= 300 && answered < 400) {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
    }
    String event = exchange.getRequestHeaders().getFirst("X-Sluice-Event");
    calls.add(new Call(id, event, body, isGenuine));
    exchange.sendResponseHeaders(answered, -1);
    exchange.close();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?a=b");
  }

  public HookConfig config() {
    return new HookConfig(url(), SECRET);
  }

  /** The next call, within a minute or two. */
  public Call next() throws InterruptedException {
    Call call = calls.poll(120, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("nobody was told");
    }
    return call;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
