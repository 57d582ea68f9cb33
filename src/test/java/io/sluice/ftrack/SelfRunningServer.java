package io.sluice.ftrack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code java -jar sluice.war serve}, a process of its own. */
final class SelfRunningServer implements TestingServer {
  private static final Pattern LISTENING =
      Pattern.compile("listening on http://127\\.0\\.0\\.1:(\\d+)");

  private final List<String> before;
  private @Nullable Process process;
  private @Nullable Path log;
  private int port;

  /** Takes words that stand before the command, such as those that change the user. */
  SelfRunningServer(String... before) {
    this.before = List.of(before);
  }

  @Override
  public void start(Path folder, Path configuration) throws Exception {
    Path output = folder.resolve("app.log");
    String java = Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(java, "-jar", TestingServer.war().toString(), "serve", "-c", "" + configuration));
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process = started;
    log = output;
    boolean isUp = Eventually.becomes(() -> !started.isAlive() || LISTENING.matcher(log()).find());
    Matcher line = LISTENING.matcher(log());
    if (!isUp || !line.find()) {
      throw new IllegalStateException("it did not start: " + log());
    }
    port = Integer.parseInt(line.group(1));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public int ambiguousPathStatus() {
    return 400;
  }

  @Override
  public int doubleLengthStatus() {
    return 400;
  }

  @Override
  public boolean takesLongHeads() {
    return true;
  }

  @Override
  public boolean answersBrokenChunks() {
    return true;
  }

  @Override
  public String log() throws Exception {
    return log == null ? "" : Files.readString(log);
  }

  @Override
  public void close() throws Exception {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
