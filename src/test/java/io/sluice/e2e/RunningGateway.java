package io.sluice.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway as {@code bin/run} starts it, on free ports, with a data folder of its own. */
final class RunningGateway implements AutoCloseable {
  final int port;
  final Path data;
  final SignedTargets targets;
  private final ChildProcess run;

  private RunningGateway(int port, Path data, SignedTargets targets, ChildProcess run) {
    this.port = port;
    this.data = data;
    this.targets = targets;
    this.run = run;
  }

  /** Starts one and waits until it says that it is ready. */
  static RunningGateway start(Path folder, String... options) throws IOException {
    return start(folder, Map.of(), options);
  }

  /** As above, with settings by environment. */
  static RunningGateway start(Path folder, Map<String, String> environment, String... options)
      throws IOException {
    int port = ChildProcess.freePort();
    Path data = folder.resolve("data");
    List<String> command = new ArrayList<>(List.of(Path.of("bin", "run").toString()));
    command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--app-port", Integer.toString(ChildProcess.freePort())));
    command.addAll(List.of(options));
    ChildProcess run = ChildProcess.start(folder.resolve("run.log"), environment, command);
    try {
      Await.until(
          "bin/run is ready",
          Await.LONG,
          () -> !run.isAlive() || run.output().contains("Sluice is ready:"));
      if (!run.isAlive()) {
        throw new AssertionError("bin/run ended:\n" + run.output());
      }
      Path secret = data.resolve("ftrack-secret");
      SignedTargets targets =
          SignedTargets.withSecretIn(
              Files.exists(secret) ? secret : folder.resolve("ftrack-secret"));
      return new RunningGateway(port, data, targets, run);
    } catch (IOException | RuntimeException | AssertionError e) {
      run.kill();
      throw e;
    }
  }

  List<Path> stored() throws IOException {
    try (var files = Files.walk(data.resolve("store/objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Everything that runs for it now. */
  List<ProcessHandle> processes() {
    return run.tree();
  }

  /** SIGTERM to {@code bin/run} alone, without waiting. */
  void terminate() {
    run.terminate();
  }

  int awaitExit() throws InterruptedException {
    return run.awaitExit();
  }

  String output() throws IOException {
    return run.output();
  }

  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> all = processes();
    run.terminate();
    try {
      run.awaitExit();
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
