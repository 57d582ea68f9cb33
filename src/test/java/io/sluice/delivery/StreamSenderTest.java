package io.sluice.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.ObjectChangedException;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.RemoteBytes;
import io.sluice.storage.StoredObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamSenderTest {
  private static final int LENGTH = 2 << 20;
  private static final int CLIENTS = 560;
  private static final int MOST_OPEN = 512;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final FarBytes bytes = new FarBytes();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<Socket> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    connector.setAcceptedSendBufferSize(16_384);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Door(bytes)), "/");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    server.stop();
  }

  @Test
  void givesUpTheStreamsOfTheSlowestAndGoesOnWhereTheyWere() throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      ask();
    }
    await(() -> bytes.opened.get() == CLIENTS);
    InputStream lively = ask().getInputStream();
    Socket last = clients.remove(CLIENTS);
    await(() -> readSome(lively) && bytes.open.get() <= MOST_OPEN);
    assertThat(bytes.opened).as("opened anew while all are slow").hasValue(CLIENTS + 1);
    last.close();
    for (Socket client : clients) {
      requireWhole(client);
    }
    assertThat(bytes.opened).hasValueBetween(CLIENTS + 2, CLIENTS * 2 + 1);
    await(() -> bytes.open.get() == 0);
  }

  @Test
  void goesOnWhenTheStoreEndsAStreamEarly() throws Exception {
    bytes.mostOfAStream = 250_000;
    requireWhole(ask());
    assertThat(bytes.opened).hasValue(9);
    await(() -> bytes.open.get() == 0);
  }

  @Test
  void cutsTheAnswerWhenTheRestIsOfAnotherVersion() throws Exception {
    bytes.mostOfAStream = 250_000;
    bytes.mostStreams = 3;
    byte[] answer = ask().getInputStream().readAllBytes();
    assertThat(answer.length).isBetween(650_000, 751_000);
    await(() -> bytes.open.get() == 0);
  }

  @Test
  void letsGoOfTheStreamOfAClientThatLeaves() throws Exception {
    ask();
    await(() -> bytes.open.get() == 1);
    clients.get(0).close();
    await(() -> bytes.open.get() == 0);
  }

  private Socket ask() throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(16_384);
    client.setSoTimeout(20_000);
    client.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
    String head = "GET / HTTP/1.1\r\nHost: media\r\n\r\n";
    client.getOutputStream().write(head.getBytes(ISO_8859_1));
    return client;
  }

  /** A little, so that it goes on for longer than the others are waited for. */
  private static boolean readSome(InputStream in) {
    try {
      return in.readNBytes(4096).length == 4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireWhole(Socket client) throws IOException {
    byte[] answer = client.getInputStream().readAllBytes();
    int head = new String(answer, 0, 4096, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    assertThat(answer.length - head).isEqualTo(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      if (answer[head + i] != FarBytes.at(i)) {
        throw new AssertionError("another byte at " + i);
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as("nanoseconds waited").isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Answers everything with one object. */
  private static final class Door extends HttpServlet {
    private final transient FarBytes bytes;
    private final transient ObjectAnswer answer =
        new ObjectAnswer(new Front(null, null, ""), Duration.ZERO);

    Door(FarBytes bytes) {
      this.bytes = bytes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ObjectInfo info =
          new ObjectInfo(
              new ObjectKey("x"), LENGTH, "v", Instant.EPOCH, new ObjectDescription(null, null));
      answer.send(request, response, "main", new StoredObject(info, bytes));
    }
  }

  /** A store elsewhere that counts its streams, and ends them as it likes. */
  private static final class FarBytes implements RemoteBytes {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    volatile int mostOfAStream = Integer.MAX_VALUE;
    volatile int mostStreams = Integer.MAX_VALUE;

    static byte at(long position) {
      return (byte) (position % 251);
    }

    @Override
    public InputStream open(long first, long length) throws IOException {
      if (opened.incrementAndGet() > mostStreams) {
        throw new ObjectChangedException("made up", null);
      }
      open.incrementAndGet();
      return new InputStream() {
        private long position = first;
        private boolean closed;

        @Override
        public int read() {
          throw new AssertionError("byte by byte");
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
          long left = Math.min(first + length, first + mostOfAStream) - position;
          if (left == 0 && position < first + length) {
            throw new IOException("made up");
          }
          int count = (int) Math.min(most, left);
          for (int i = 0; i < count; i++) {
            into[offset + i] = at(position++);
          }
          return count;
        }

        @Override
        public void close() {
          if (!closed) {
            closed = true;
            open.decrementAndGet();
          }
        }
      };
    }

    @Override
    public PresignedUrl presign() {
      throw new AssertionError("no Nginx here");
    }

    @Override
    public String cacheKey() {
      throw new AssertionError("no Nginx here");
    }

    @Override
    public boolean isKept() {
      return true;
    }

    @Override
    public boolean redirects() {
      return false;
    }
  }
}
