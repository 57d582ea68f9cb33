package io.sluice.source.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that sends what it is told to, byte for byte. */
public final class TestingHost implements AutoCloseable {
  /** Answers one request. */
  public interface Answer {
    void to(String request, OutputStream out) throws IOException, InterruptedException;
  }

  /** Request lines and their fields, one text each. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Answer answer = (request, out) -> {};

  public TestingHost(String address) throws IOException {
    this(address, 0);
  }

  private TestingHost(String address, int port) throws IOException {
    socket = new ServerSocket(port, 50, InetAddress.getByName(address));
    Thread acceptor = new Thread(this::accept, "testing-host");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Two hosts with one port. */
  public static List<TestingHost> pair(String address, String other) throws IOException {
    while (true) {
      TestingHost first = new TestingHost(address);
      try {
        return List.of(first, new TestingHost(other, first.port()));
      } catch (BindException e) {
        first.close(); // Somebody has that port there.
      }
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  public void answers(Answer next) {
    answer = next;
  }

  /** What it is told to send now. */
  public Answer answer() {
    return answer;
  }

  /** The same text for each request; of a HEAD only what stands before the empty line. */
  public void answers(String text) {
    answers(
        (request, out) -> {
          int end = text.indexOf("\r\n\r\n") + 4;
          String sent = request.startsWith("HEAD") ? text.substring(0, end) : text;
          out.write(sent.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  /** How many requests began so. */
  public long asked(String start) {
    return requests.stream().filter(r -> r.startsWith(start)).count();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        Thread worker = new Thread(() -> serve(client), "testing-host-client");
        worker.setDaemon(true);
        worker.start();
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> lines = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        lines.add(line);
      }
      if (!lines.isEmpty()) {
        String request = String.join("\n", lines);
        requests.add(request);
        answer.to(request, client.getOutputStream());
        client.getOutputStream().flush();
      }
    } catch (IOException | InterruptedException e) {
      // The client has left.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
