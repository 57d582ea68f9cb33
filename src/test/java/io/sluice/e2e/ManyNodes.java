package io.sluice.e2e;

import io.sluice.config.Secret;
import io.sluice.storage.s3.S3Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two nodes and a balancer as {@code bin/nodes} starts them, with the page's own configuration. */
final class ManyNodes implements AutoCloseable {
  private static final Path PAGE = Path.of("docs", "many-nodes.md");
  private static final Pattern YAML = Pattern.compile("(?s)`nodes.yaml`:\n\n```yaml\n(.*?)```");
  private static final Pattern COMMAND = Pattern.compile("(?s)```sh tested=nodes\n(.*?)\n```");
  private static final Pattern NODE =
      Pattern.compile("(?m)^node \\d +nginx (\\d+) +\\S+ +app (\\d+) ");

  /** Process ids of the two parts of a node. */
  record Node(long nginx, long app, Path folder) {
    /** SIGKILL to the application alone. */
    void killApp() {
      kill(app);
    }

    /** SIGKILL to everything, as when the host is gone. */
    void kill() {
      List<ProcessHandle> workers =
          ProcessHandle.of(nginx).stream().flatMap(ProcessHandle::children).toList();
      kill(nginx);
      workers.forEach(worker -> kill(worker.pid()));
      kill(app);
    }

    /** All that the node had. */
    void deleteFolder() throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    private static void kill(long pid) {
      ProcessHandle.of(pid)
          .ifPresent(
              process -> {
                process.destroyForcibly();
                process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
              });
    }
  }

  final int port;
  final SignedTargets targets;
  final List<Node> nodes;
  private final ChildProcess run;

  private ManyNodes(int port, SignedTargets targets, List<Node> nodes, ChildProcess run) {
    this.port = port;
    this.targets = targets;
    this.nodes = nodes;
    this.run = run;
  }

  /** Starts them on a new bucket, and waits until they say that they are ready. */
  static ManyNodes start(Path folder) throws IOException {
    Path config = folder.resolve("nodes.yaml");
    String yaml =
        onPage(YAML)
            .replace("dailies", S3Proxy.get().newBucket())
            .replace("http://127.0.0.1:8080", S3Proxy.get().endpoint().toString());
    Files.writeString(config, yaml);
    int port = freePair();
    List<String> command = new ArrayList<>();
    for (String word : onPage(COMMAND).split(" ", -1)) {
      command.add(word.equals("nodes.yaml") ? config.toString() : word);
    }
    command.addAll(List.of("--port", "" + port, "--data", "" + folder.resolve("data")));
    command.addAll(List.of("--node-port", "" + freePair(), "--app-port", "" + freePair()));
    ChildProcess run = ChildProcess.start(folder.resolve("nodes.log"), Map.of(), command);
    try {
      Await.until(
          "bin/nodes is ready",
          Await.LONG.multipliedBy(2),
          () -> !run.isAlive() || run.output().contains("Ctrl-C stops it."));
      List<Node> nodes = new ArrayList<>();
      for (MatchResult found : NODE.matcher(run.output()).results().toList()) {
        Path own = folder.resolve("data/node-" + (nodes.size() + 1));
        nodes.add(new Node(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)), own));
      }
      if (nodes.size() != 2 || !run.output().contains("ready: http://127.0.0.1:" + port)) {
        throw new AssertionError("bin/nodes says:\n" + run.output());
      }
      String secret = yaml.replaceFirst("(?s).* secret: ([^}]*)}.*", "$1");
      return new ManyNodes(port, new SignedTargets(Secret.of(secret)), nodes, run);
    } catch (IOException | RuntimeException | AssertionError e) {
      run.kill();
      throw e;
    }
  }

  private static String onPage(Pattern block) throws IOException {
    return block
        .matcher(Files.readString(PAGE))
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError(PAGE + " has no such block: " + block))
        .group(1);
  }

  /**
   * A port that is free, as is the one above it: below those that the system gives to connections,
   * because it is some seconds until somebody listens there.
   */
  private static int freePair() {
    for (int i = 0; i < 100; i++) {
      int port = 20_000 + ThreadLocalRandom.current().nextInt(6_000) * 2;
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new AssertionError("no two free ports side by side");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** SIGTERM to {@code bin/nodes} alone; its exit code, when all that it started has ended too. */
  int stop() throws InterruptedException {
    List<ProcessHandle> all = run.tree();
    run.terminate();
    int code = run.awaitExit();
    if (all.stream().anyMatch(ProcessHandle::isAlive)) {
      throw new AssertionError("bin/nodes left something running");
    }
    return code;
  }

  @Override
  public void close() {
    run.kill();
  }
}
