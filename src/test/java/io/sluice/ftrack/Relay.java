package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that can be cut, and that knows how much went over it. */
final class Relay implements Closeable {
  private static final int REMEMBERED = 1 << 20;
  private static final int OF_EACH_READ = 4096;

  private final ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final StringBuilder heads = new StringBuilder();
  private volatile boolean isCut;

  Relay(URI server) throws IOException {
    this.server = server;
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Bytes that clients sent, heads and bodies. */
  long sent() {
    return sent.get();
  }

  /** Most of what clients sent lately, without the greater part of bodies. */
  String heads() {
    synchronized (heads) {
      return heads.toString();
    }
  }

  /** From here on every connection ends at once, the running ones too. */
  void cut() {
    isCut = true;
    open.forEach(Relay::close);
  }

  void restore() {
    isCut = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // The listener was closed, or the server is gone: the next connection shows which.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    if (isCut) {
      close(client);
      return;
    }
    try {
      Socket to = new Socket(server.getHost(), server.getPort());
      open.add(to);
      client.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      start(() -> pump(client, to, true));
      start(() -> pump(to, client, false));
    } catch (IOException e) {
      close(client);
      throw e;
    }
    if (isCut) {
      cut();
    }
  }

  private void pump(Socket from, Socket to, boolean counts) {
    byte[] buffer = new byte[32_768];
    try (from) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (counts) {
          note(buffer, read);
        }
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(to);
    } finally {
      open.remove(from);
    }
  }

  private void note(byte[] buffer, int read) {
    sent.addAndGet(read);
    synchronized (heads) {
      remember(buffer, read);
    }
  }

  private void remember(byte[] buffer, int read) {
    heads.append(new String(buffer, 0, Math.min(read, OF_EACH_READ), ISO_8859_1));
    if (heads.length() > 2 * REMEMBERED) {
      heads.delete(0, REMEMBERED);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
