package io.sluice.e2e;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that a test started, with all that it started in turn; known by pid, never by name. */
final class ChildProcess implements AutoCloseable {
  private static final long END_SECONDS = 90;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command whose output is appended to a file. */
  static ChildProcess start(Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // What the caller of the suite has set for a gateway of its own is not for these.
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.redirectInput(new File("/dev/null"));
    return new ChildProcess(builder.start(), output);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The path of a program. Loud when it is missing: a test that cannot run has not passed. */
  static String program(String name) {
    for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return Path.of(folder, name).toString();
      }
    }
    throw new AssertionError(name + " is not installed; bin/test installs what the suite needs");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Everything written so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Asks for an end as an operator does: SIGTERM to this process alone. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL to the process, then to what it had started: nobody can start anything anew. */
  void kill() {
    List<ProcessHandle> all = tree();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(ChildProcess::awaitEnd);
  }

  /** The process and all below it, parents first. */
  List<ProcessHandle> tree() {
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    process.descendants().forEach(all::add);
    return all;
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still alive: " + process.info().commandLine().orElse("?"));
    }
    return process.exitValue();
  }

  private static void awaitEnd(ProcessHandle handle) {
    CompletableFuture<ProcessHandle> end = handle.onExit();
    try {
      end.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError("pid " + handle.pid() + " does not end", e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
