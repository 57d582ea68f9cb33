package io.sluice.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells somebody by a signed POST of JSON.
 *
 * <p>By the JDK's old client: it has no threads of its own that would hold an undeployed
 * application. Safe for use by many threads.
 */
public final class Hook implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HookConfig config;
  private final Clock clock;
  private final Set<HttpURLConnection> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Takes its parts.
   *
   * @param config where it is
   * @param clock stamps what is sent
   */
  public Hook(HookConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Tells once; follows no redirect, and reads no body of the answer.
   *
   * @param id of the message; the same when it is told again
   * @param event what happened, one word
   * @param body JSON
   * @return the status of the answer
   * @throws IOException there was no answer within ten seconds to connect and thirty to wait
   */
  public int tell(String id, String event, String body) throws IOException {
    long timestamp = clock.instant().getEpochSecond();
    byte[] bytes = body.getBytes(UTF_8);
    HttpURLConnection call = (HttpURLConnection) config.url().toURL().openConnection();
    calls.add(call);
    try {
      if (closed) {
        throw new IOException("no hook is told any more");
      }
      call.setRequestMethod("POST");
      call.setInstanceFollowRedirects(false);
      call.setUseCaches(false);
      call.setConnectTimeout((int) CONNECT.toMillis());
      call.setReadTimeout((int) ANSWER.toMillis());
      call.setDoOutput(true);
      // Not kept in memory, so not sent a second time behind our back.
      call.setFixedLengthStreamingMode(bytes.length);
      call.setRequestProperty("Connection", "close");
      call.setRequestProperty("Content-Type", "application/json");
      call.setRequestProperty("User-Agent", "Sluice");
      call.setRequestProperty("X-Sluice-Event", event);
      call.setRequestProperty("webhook-id", id);
      call.setRequestProperty("webhook-timestamp", Long.toString(timestamp));
      call.setRequestProperty(
          "webhook-signature", HookSignature.of(config.secret(), id, timestamp, body));
      try (OutputStream out = call.getOutputStream()) {
        out.write(bytes);
      }
      return call.getResponseCode();
    } catch (NullPointerException e) {
      // So the JDK fails when it is disconnected in the moment in which it has connected.
      if (!closed) {
        throw e;
      }
      throw new IOException("closed while it was called", e);
    } finally {
      calls.remove(call);
      call.disconnect();
    }
  }

  /**
   * Whether it was closed.
   *
   * @return true after {@link #close}: what failed since then may have failed for that
   */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Ends the calls that run; to be called again while one does, as the JDK connects anew when it is
   * cut off between sending and reading.
   */
  @Override
  public void close() {
    closed = true;
    calls.forEach(HttpURLConnection::disconnect);
  }
}
