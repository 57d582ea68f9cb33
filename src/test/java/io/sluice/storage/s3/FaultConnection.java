package io.sluice.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link FaultProxy}; each of its requests gets a fresh one to the store. */
final class FaultConnection implements Runnable {
  private static final Duration TOLERANCE = Duration.ofMinutes(15);
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final FaultProxy proxy;
  private final Socket client;

  FaultConnection(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  @Override
  public void run() {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        ProxiedHead request = ProxiedHead.read(in);
        goesOn = request != null && serve(request, in);
      }
    } catch (IOException | InterruptedException gone) {
      // The client, the store or the test ended it.
    } finally {
      proxy.ended(client);
    }
  }

  /** Returns whether the connection can take another request. */
  private boolean serve(ProxiedHead request, InputStream in)
      throws IOException, InterruptedException {
    @Nullable StoreFault fault = proxy.next(request);
    if (fault instanceof StoreFault.Hold) {
      proxy.hold();
      fault = null;
    }
    if (!request.header("Expect").isEmpty()) {
      send("HTTP/1.1 100 Continue\r\n\r\n");
    }
    if (fault instanceof StoreFault.ResetUpload reset) {
      request.copyBody(in, OutputStream.nullOutputStream(), reset.bytes());
      FaultProxy.reset(client);
      return false;
    }
    if (fault instanceof StoreFault.Answer answer) {
      request.copyBody(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
      answer(request, answer, Duration.ZERO);
      return true;
    }
    if (fault instanceof StoreFault.Clock clock && isSkewed(request, clock.ahead())) {
      request.copyBody(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
      answer(request, new StoreFault.Answer(403, "RequestTimeTooSkewed"), clock.ahead());
      return true;
    }
    return pass(request, in, fault);
  }

  /** By the header, or by the query of a presigned URL. */
  private static boolean isSkewed(ProxiedHead request, Duration ahead) {
    String date = request.header("x-amz-date");
    if (date.isEmpty()) {
      date = request.target().replaceFirst(".*[?&]X-Amz-Date=([^&]*).*", "$1");
    }
    Instant signed = AMZ_DATE.parse(date, Instant::from);
    return Duration.between(Instant.now().plus(ahead), signed).abs().compareTo(TOLERANCE) > 0;
  }

  private boolean pass(ProxiedHead request, InputStream in, @Nullable StoreFault fault)
      throws IOException {
    try (Socket store = proxy.connect()) {
      OutputStream out = new Tolerant(store.getOutputStream());
      request.writeTo(out);
      request.copyBody(in, out, Long.MAX_VALUE);
      InputStream from = new BufferedInputStream(store.getInputStream());
      @Nullable ProxiedHead answer = ProxiedHead.read(from);
      while (answer != null && answer.status() < 200) {
        answer = ProxiedHead.read(from);
      }
      if (answer == null || fault instanceof StoreFault.LoseAnswer) {
        return false;
      }
      return relay(request, answer, from, fault);
    }
  }

  private boolean relay(
      ProxiedHead request, ProxiedHead answer, InputStream from, @Nullable StoreFault fault)
      throws IOException {
    OutputStream to = client.getOutputStream();
    boolean isEmpty =
        request.method().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
    ProxiedHead told = answer;
    if (fault instanceof StoreFault.WrongLength wrong && !isEmpty) {
      long length = Long.parseLong(answer.header("Content-Length"));
      told = answer.with("Content-Length", Long.toString(length + wrong.more()));
    }
    if (fault instanceof StoreFault.Clock clock) {
      told = answer.with("Date", date(clock.ahead()));
    }
    told.writeTo(to);
    if (isEmpty) {
      return true;
    }
    long most = fault instanceof StoreFault.CutBody cut ? cut.bytes() : Long.MAX_VALUE;
    answer.copyBody(from, to, most);
    boolean isAsTold = fault == null || fault instanceof StoreFault.Clock;
    return isAsTold
        && !(answer.header("Content-Length") + answer.header("Transfer-Encoding")).isEmpty();
  }

  private void answer(ProxiedHead request, StoreFault.Answer answer, Duration ahead)
      throws IOException {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>Made up by the fault proxy.</Message>\
        <Resource>%s</Resource><RequestId>0123456789ABCDEF</RequestId></Error>
        """
            .formatted(answer.code(), request.target().replace("&", "&amp;"));
    ProxiedHead head =
        new ProxiedHead(
            "HTTP/1.1 " + answer.status() + " Made Up",
            List.of(
                "Date: " + date(ahead),
                "x-amz-request-id: 0123456789ABCDEF",
                // Where S3 redirects, this is how; elsewhere it must not be shown either.
                "Location: " + proxy.endpoint() + request.target(),
                "Content-Type: application/xml",
                "Content-Length: " + xml.length()));
    head.writeTo(client.getOutputStream());
    if (!request.method().equals("HEAD")) {
      send(xml);
    }
  }

  private static String date(Duration ahead) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plus(ahead).atZone(ZoneOffset.UTC));
  }

  private void send(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(ISO_8859_1));
    client.getOutputStream().flush();
  }

  /** To a store that may answer and close before it has read all. */
  private static final class Tolerant extends OutputStream {
    private final OutputStream out;
    private boolean isBroken;

    private Tolerant(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        if (!isBroken) {
          out.write(bytes, offset, length);
        }
      } catch (IOException e) {
        isBroken = true;
      }
    }
  }
}
