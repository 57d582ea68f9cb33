package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README tells a newcomer to do, in a copy of the clone, on free ports. */
class ReadmeIT {
  private static final String LAST_LINE = "Ctrl-C stops it.";

  @TempDir private Path copy;
  private @Nullable Process run;
  private int port;
  private int appPort;

  @BeforeEach
  void copyWhatARunNeeds() throws IOException {
    Files.createDirectories(copy.resolve("src/main"));
    Files.createDirectories(copy.resolve("nginx"));
    Files.createDirectories(copy.resolve("target"));
    Files.copy(Path.of("pom.xml"), copy.resolve("pom.xml"));
    Files.copy(Path.of("README.md"), copy.resolve("README.md"));
    Files.createDirectories(copy.resolve("bin"));
    try (Stream<Path> programs = Files.list(Path.of("bin"))) {
      for (Path program : programs.toList()) {
        Path to = copy.resolve("bin").resolve(program.getFileName());
        Files.copy(program, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    // Last, so that it is newer than all that it is made of and nothing is built again.
    Files.copy(Path.of(System.getProperty("sluice.war")), copy.resolve("target/sluice.war"));
    port = freePort();
    appPort = freePort();
  }

  @AfterEach
  void leaveNothingRunning() throws InterruptedException {
    Process running = run;
    if (running != null) {
      List<ProcessHandle> parts = running.descendants().toList();
      running.destroyForcibly().waitFor();
      parts.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void worksAsWritten() throws Exception {
    List<String> examples = start();
    assertThat(examples).hasSize(2);

    shell(examples.get(0));
    assertThat(shell(examples.get(1))).isEqualTo(Files.readAllBytes(Path.of("README.md")));

    List<String> urls = new ArrayList<>();
    for (String command : block("sh tested=commands").lines().toList()) {
      urls.add(new String(shell(command), StandardCharsets.UTF_8).strip());
    }
    assertThat(urls).hasSize(2).allMatch(url -> url.startsWith("http://127.0.0.1:" + port + "/"));
    assertThat(status("-T README.md", urls.get(0))).isEqualTo("200");
    assertThat(status("", urls.get(1))).isEqualTo("404");

    stop();
  }

  /** Starts it and returns the example lines that it prints. */
  private List<String> start() throws IOException {
    String command = block("sh tested=run").strip() + " --port " + port + " --app-port " + appPort;
    Process process =
        builder("exec " + command).redirectError(copy.resolve("errors").toFile()).start();
    run = process;
    List<String> lines = new ArrayList<>();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(LAST_LINE)) {
        assertThat(lines).contains("Sluice is ready: http://127.0.0.1:" + port);
        return lines.stream().map(String::strip).filter(l -> l.startsWith("curl ")).toList();
      }
    }
    return Assertions.fail("bin/run ended: " + lines + Files.readString(copy.resolve("errors")));
  }

  private void stop() throws Exception {
    Process running = Objects.requireNonNull(run);
    running.destroy(); // SIGTERM
    assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isZero();
    for (int closed : List.of(port, appPort)) {
      Assertions.assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), closed).close());
    }
  }

  private String block(String info) throws IOException {
    return Page.read("README.md").blocks(info).get(0);
  }

  private String status(String options, String url) throws Exception {
    String command = "curl -s -o answer -w '%%{http_code}' %s '%s'".formatted(options, url);
    return new String(shell(command), StandardCharsets.UTF_8);
  }

  /** What a command prints; it must succeed. */
  private byte[] shell(String command) throws Exception {
    Process process = builder(command).redirectError(copy.resolve("shell-errors").toFile()).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor())
        .as(command + "\n" + Files.readString(copy.resolve("shell-errors")))
        .isZero();
    return output;
  }

  private ProcessBuilder builder(String command) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(copy.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
    // The README's commands stand for the usual port.
    builder.environment().put("SLUICE_PUBLIC_URL", "http://127.0.0.1:" + port);
    builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
