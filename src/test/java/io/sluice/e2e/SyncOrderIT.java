package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That an acknowledged upload survives a power cut, by the order of the system calls. */
class SyncOrderIT {
  private static final String CALLS =
      "trace=fsync,fdatasync,rename,renameat,renameat2,link,unlink,write,writev,sendto,sendmsg";

  @TempDir Path folder;

  @Test
  void makesDataNameAndRecordDurableBeforeItAnswers() throws Exception {
    Path trace = folder.resolve("trace");
    try (LooseGateway gateway = new LooseGateway(folder, folder)) {
      String strace = ChildProcess.program("strace");
      gateway.startApp(strace, "-f", "-y", "-s", "400", "-e", CALLS, "-o", trace.toString());
      gateway.awaitAppReady();

      put(gateway, trace, UUID.randomUUID(), "0000000001");
      UUID again = UUID.randomUUID();
      put(gateway, trace, again, "0000000002");
      put(gateway, trace, again, "0000000003");
      stream(gateway, trace, UUID.randomUUID());
      stream(gateway, trace, again);
    }
  }

  /** As Nginx passes a body on that carries a digest. */
  private static void stream(LooseGateway gateway, Path trace, UUID id) throws IOException {
    byte[] body = Content.random(100_000, 1);
    int from = lines(trace).size() - 1;
    String target = gateway.targets.put(id);
    Wire.Answer answer =
        Wire.put(
            gateway.appPort,
            target,
            body,
            "X-Proxy-Token: " + LooseGateway.TOKEN,
            "X-Original-URI: " + target,
            Content.md5Header(body));
    assertThat(answer.status()).isEqualTo(200);
    requireDurable(trace, from, id, ".part");
  }

  /** As Nginx hands a spooled body over: no bytes, only its name. */
  private static void put(LooseGateway gateway, Path trace, UUID id, String name)
      throws IOException {
    Path spooled = Files.writeString(gateway.spool.resolve(name), "the body of " + name);
    int from = lines(trace).size() - 1;
    String target = gateway.targets.put(id);
    Wire.Answer answer =
        Wire.ask(
            gateway.appPort,
            "PUT",
            target,
            "X-Proxy-Token: " + LooseGateway.TOKEN,
            "X-Original-URI: " + target,
            "X-File: " + spooled);
    assertThat(answer.status()).isEqualTo(200);
    requireDurable(trace, from, id, "/spool/" + name);
  }

  private static void requireDurable(Path trace, int from, UUID id, String source)
      throws IOException {
    Await.until(
        "the answer is in the trace",
        Await.LONG,
        () -> lines(trace).stream().skip(from + 1L).anyMatch(l -> l.contains("HTTP/1.1 200")));
    SyncTrace.parse(lines(trace)).requireDurablePut(id.toString(), source, from);
  }

  private static List<String> lines(Path trace) throws IOException {
    return Files.readAllLines(trace, ISO_8859_1);
  }
}
