package io.sluice.e2e;

import io.sluice.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * App and Nginx as two children of the test, so that either can be killed and started alone. Waits
 * for nothing by itself; secrets are made up.
 */
final class LooseGateway implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef-not-a-secret";
  private static final Secret SECRET = Secret.of("made up for this test, not a secret");

  final int port = ChildProcess.freePort();
  final int appPort = ChildProcess.freePort();
  final SignedTargets targets = new SignedTargets(SECRET);
  final Path spool;
  final Path store;
  final Path logs;
  private final Path nginxFolder;
  private final Path config;
  private @Nullable ChildProcess app;
  private @Nullable ChildProcess nginx;

  /**
   * Makes folders and configuration.
   *
   * @param folder for configuration and logs
   * @param bytes for spool and store; one mount
   * @param settings {@code SECTION.KEY: VALUE}, where the section is server, store or front
   */
  LooseGateway(Path folder, Path bytes, String... settings) throws IOException {
    this.spool = Files.createDirectories(bytes.resolve("spool"));
    this.store = Files.createDirectories(bytes.resolve("store"));
    this.logs = Files.createDirectories(folder.resolve("logs"));
    this.nginxFolder = Files.createDirectories(folder.resolve("nginx"));
    this.config = folder.resolve("sluice.yaml");
    Files.writeString(config, yaml(List.of(settings)));
  }

  private String yaml(List<String> settings) {
    return """
    public-url: http://127.0.0.1:%d
    server: {port: %d%s}
    ftrack: {store: main, secret: "%s"}
    stores:
      main: {kind: file, root: %s, min-free: 0%s}
    front:
      proxy-token: %s
      spool: %s
      nginx: {listen: "127.0.0.1:%d", app: "127.0.0.1:%d", log-folder: %s}%s
    """
        .formatted(
            port,
            appPort,
            more(settings, "server."),
            SECRET.reveal(),
            store,
            more(settings, "store."),
            TOKEN,
            spool,
            port,
            appPort,
            logs,
            more(settings, "front.").replace(", ", "\n  "));
  }

  /** Makes it serve by itself, on the app's port; before the start. */
  void withoutFront() throws IOException {
    String yaml = Files.readString(config);
    Files.writeString(config, yaml.substring(0, yaml.indexOf("front:")));
  }

  /** Adds a section; before the start. */
  void add(String yaml) throws IOException {
    Files.writeString(config, yaml + "\n", StandardOpenOption.APPEND);
  }

  /**
   * Puts the store into a bucket; before the start. Slices are small, so that a small object has
   * many.
   */
  void onBucket(String settings) throws IOException {
    String yaml = Files.readString(config);
    Files.writeString(
        config,
        yaml.replaceFirst("main: \\{.*}", "main: {kind: s3, staging: " + store + settings + "}")
            .replace("log-folder:", "slice: 64KiB, log-folder:"));
  }

  private static String more(List<String> settings, String section) {
    StringBuilder text = new StringBuilder();
    settings.stream()
        .filter(line -> line.startsWith(section))
        .forEach(line -> text.append(", ").append(line.substring(section.length())));
    return text.toString();
  }

  /** Starts the app; a wrapper (strace and its options) runs it when given. */
  void startApp(String... wrapper) throws IOException {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.addAll(List.of(ChildProcess.java(), "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-jar", war(), "serve", "-c", config.toString()));
    app = ChildProcess.start(logs.resolve("app.log"), Map.of(), command);
  }

  /** Renders the shipped templates once, and starts an Nginx on them. */
  void startNginx() throws IOException, InterruptedException {
    if (!Files.exists(nginxFolder.resolve("nginx.conf"))) {
      render();
    }
    List<String> command =
        List.of(
            ChildProcess.program("nginx"),
            "-e",
            logs.resolve("error.log").toString(),
            "-p",
            nginxFolder + "/",
            "-c",
            "nginx.conf");
    nginx = ChildProcess.start(logs.resolve("nginx.log"), Map.of(), command);
  }

  private void render() throws IOException, InterruptedException {
    sluice("nginx", "-o", nginxFolder.toString());
  }

  /** Runs a command of {@code bin/sluice}; the last line of what it says, "" when it is silent. */
  String sluice(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", war()));
    command.addAll(List.of(words));
    command.addAll(List.of("-c", config.toString()));
    Path output = Files.createTempFile(logs, "sluice", ".log");
    try (ChildProcess run = ChildProcess.start(output, Map.of(), command)) {
      if (run.awaitExit() != 0) {
        throw new AssertionError(run.output());
      }
      return run.output().lines().reduce("", (before, line) -> line);
    }
  }

  private static String war() {
    return System.getProperty("sluice.war", "target/sluice.war");
  }

  /** Starts both and waits until an upload would be taken. */
  LooseGateway start() throws IOException, InterruptedException {
    startApp();
    startNginx();
    awaitReady();
    return this;
  }

  void awaitReady() {
    Await.until(
        "ready; logs are in " + logs,
        Await.LONG,
        () -> Wire.ask(port, "GET", "/health/ready").status() == 200);
  }

  void awaitAppReady() {
    Await.until(
        "the app is ready; logs are in " + logs,
        Await.LONG,
        () -> Wire.ask(appPort, "GET", "/health/ready").status() == 200);
  }

  void killApp() {
    if (app != null) {
      app.kill();
    }
  }

  /** Master first, so that it starts no worker anew; then the workers. */
  void killNginx() {
    if (nginx != null) {
      nginx.kill();
    }
  }

  List<Path> spooled() throws IOException {
    return files(spool);
  }

  List<Path> staged() throws IOException {
    return files(store.resolve("staging"));
  }

  /** Everything below {@code objects/}. */
  List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(store.resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Waits until nothing is left of any upload but whole objects. */
  void awaitNothingLeft() {
    Await.until("the spool is empty", Await.LONG, () -> spooled().isEmpty());
    Await.until("staging is empty", Await.LONG, () -> staged().isEmpty());
    Await.until("every data file has its record", Await.LONG, () -> unreferenced().isEmpty());
  }

  /** Data files that no info record names; they would take room for ever. */
  List<Path> unreferenced() throws IOException {
    List<Path> lost = new ArrayList<>();
    for (Path file : objects()) {
      String name = file.getFileName().toString();
      int mark = name.indexOf('@');
      if (mark < 0) {
        continue;
      }
      Path record = file.resolveSibling(name.substring(0, mark) + ".info");
      if (!Files.exists(record) || !Files.readString(record).contains('"' + name + '"')) {
        lost.add(file);
      }
    }
    return lost;
  }

  @Override
  public void close() {
    killNginx();
    killApp();
  }
}
