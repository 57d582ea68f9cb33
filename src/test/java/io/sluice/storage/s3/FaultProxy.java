package io.sluice.storage.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the gateway and a real S3 server, notes every request, and does to it what a test
 * says.
 *
 * <p>Heads go through unchanged, so signatures are made for this proxy's address and stay valid.
 */
public final class FaultProxy implements AutoCloseable {
  /** Every request. */
  public static final Predicate<ProxiedHead> ALL = request -> true;

  private static final long HOLD_MILLIS = TimeUnit.SECONDS.toMillis(60);

  /** A fault for the next requests that it fits. */
  private static final class Rule {
    private final Predicate<ProxiedHead> which;
    private final StoreFault fault;
    private int times;

    private Rule(Predicate<ProxiedHead> which, StoreFault fault, int times) {
      this.which = which;
      this.fault = fault;
      this.times = times;
    }
  }

  private final URI store;
  private final int port;
  private final List<Rule> rules = new ArrayList<>();
  private final List<ProxiedHead> requests = new ArrayList<>();
  private final Set<Socket> open = new HashSet<>();
  private int held;
  private int mends;
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;
  private @Nullable SocketChannel placeholder;

  /** Listens on a free port of the loopback address. */
  public FaultProxy(URI store) throws IOException {
    this.store = store;
    ServerSocket socket = listen(0);
    this.port = socket.getLocalPort();
    serve(socket);
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    return socket;
  }

  private void serve(ServerSocket socket) {
    Thread thread = new Thread(() -> accept(socket), "fault-proxy");
    thread.setDaemon(true);
    server = socket;
    acceptor = thread;
    thread.start();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        track(client);
        Thread thread = new Thread(new FaultConnection(this, client), "fault-proxy-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** What settings name instead of the store. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Requests of one method. */
  public static Predicate<ProxiedHead> method(String method) {
    return request -> request.method().equals(method);
  }

  /** From here on, until {@link #mend}. */
  public void fault(StoreFault fault, Predicate<ProxiedHead> which) {
    fault(fault, which, Integer.MAX_VALUE);
  }

  /** The next ones only; of several faults that fit, the first that was told counts. */
  public synchronized void fault(StoreFault fault, Predicate<ProxiedHead> which, int times) {
    rules.add(new Rule(which, fault, times));
  }

  /** Ends every fault, and lets go of what is held. */
  public synchronized void mend() {
    rules.clear();
    mends++;
    held = 0;
    notifyAll();
  }

  /** Every request that came, held and refused ones too. */
  public synchronized List<ProxiedHead> requests() {
    return List.copyOf(requests);
  }

  /** Counts anew. */
  public synchronized void forgetRequests() {
    requests.clear();
  }

  /** From here on nothing listens, and what was connected is reset. */
  public void goDown() throws IOException, InterruptedException {
    stopAccepting();
    // Bound and not listening: connections are refused, and nobody else gets the port.
    SocketChannel holder = SocketChannel.open();
    holder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    placeholder = holder;
    resetAll();
  }

  /** Listens again, on the same port. */
  public void comeBack() throws IOException {
    if (placeholder != null) {
      placeholder.close();
      placeholder = null;
      serve(listen(port));
    }
  }

  private void stopAccepting() throws IOException, InterruptedException {
    if (server != null && acceptor != null) {
      server.close();
      acceptor.join();
    }
  }

  private synchronized void resetAll() throws IOException {
    for (Socket socket : open) {
      reset(socket);
    }
    open.clear();
    notifyAll();
  }

  static void reset(Socket socket) throws IOException {
    if (!socket.isClosed()) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Waits until so many requests are held. */
  public synchronized void awaitHeld(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
    while (held < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("held are " + held + " requests, not " + count);
      }
      wait(left);
    }
  }

  /** Until the next mend. */
  synchronized void hold() throws InterruptedException {
    int before = mends;
    held++;
    notifyAll();
    while (mends == before) {
      wait();
    }
  }

  /** Notes a request, and says what is to be done to it; null for nothing. */
  synchronized @Nullable StoreFault next(ProxiedHead request) {
    requests.add(request);
    for (Rule rule : rules) {
      if (rule.times > 0 && rule.which.test(request)) {
        rule.times--;
        return rule.fault;
      }
    }
    return null;
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(store.getHost(), store.getPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private synchronized void track(Socket client) {
    open.add(client);
  }

  synchronized void ended(Socket client) {
    open.remove(client);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stopAccepting();
    if (placeholder != null) {
      placeholder.close();
    }
    mend();
    resetAll();
  }
}
