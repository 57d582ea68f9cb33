package io.sluice.media.video;

import io.sluice.http.HttpErrorException;
import io.sluice.media.image.Deadline;
import io.sluice.media.program.RunProgram;
import io.sluice.media.program.RunProgram.Command;
import io.sluice.media.program.RunProgram.Limits;
import io.sluice.media.program.RunProgram.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg executable of this machine, and how it is held.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg.html">ffmpeg</a>
 */
public final class Ffmpeg {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long TRIAL_MEMORY = 1 << 30;
  private static final long TRIAL_FILE = 1 << 20;

  private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

  /** Never closed: whoever waits for a run ends it by his deadline. */
  private final RunProgram programs = new RunProgram();

  private final List<String> command;
  private final Path executable;
  private final String version;

  private Ffmpeg(List<String> command, Path executable, String version) {
    this.command = List.copyOf(command);
    this.executable = executable;
    this.version = version;
  }

  /**
   * Finds it and tries it: the configured one, else the first on the search path.
   *
   * @param config says where
   * @return empty when there is none that runs; the log says why when one was configured
   */
  public static Optional<Ffmpeg> find(VideoConfig config) {
    @Nullable Path wanted = config.ffmpeg();
    Path executable = wanted == null ? onPath("ffmpeg") : wanted;
    if (executable == null) {
      return Optional.empty();
    }
    if (!Files.isExecutable(executable) || Files.isDirectory(executable)) {
      LOG.error("video.ffmpeg is {}, which is no program that we may run", executable);
      return Optional.empty();
    }
    List<String> nice = prefix("nice", "-n", "10");
    List<String> alone = prefix("unshare", "-r", "-n", "--");
    // Where the machine lets us, the process is in a network without any address.
    if (!alone.isEmpty()) {
      Optional<Ffmpeg> isolated = attempt(executable, nice, alone);
      if (isolated.isPresent()) {
        return isolated;
      }
    }
    Optional<Ffmpeg> found = attempt(executable, nice, List.of());
    if (found.isEmpty()) {
      LOG.error("{} does not run here: there will be no pictures of videos", executable);
    }
    return found;
  }

  private static @Nullable Path onPath(String program) {
    @Nullable String path = System.getenv("PATH");
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (file.isAbsolute() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return file;
      }
    }
    return null;
  }

  private static List<String> prefix(String program, String... words) {
    @Nullable Path file = onPath(program);
    List<String> prefix = new ArrayList<>();
    if (file != null) {
      prefix.add(file.toString());
      prefix.addAll(List.of(words));
    }
    return prefix;
  }

  private static Optional<Ffmpeg> attempt(Path executable, List<String> nice, List<String> alone) {
    List<String> command = new ArrayList<>(nice);
    command.addAll(alone);
    command.add(executable.toString());
    Ffmpeg trial = new Ffmpeg(command, executable, "");
    Limits limits = new Limits(PATIENCE, TRIAL_MEMORY, TRIAL_FILE);
    try {
      List<String> lines = new CopyOnWriteArrayList<>();
      Outcome outcome =
          trial.run(
              List.of("-version"),
              limits,
              new Deadline(PATIENCE),
              line -> {
                if (lines.isEmpty()) {
                  lines.add(line);
                }
              });
      String firstLine = lines.isEmpty() ? "" : lines.get(0);
      String[] words = firstLine.split(" ", 4);
      return outcome.isOk() && firstLine.startsWith("ffmpeg version ")
          ? Optional.of(new Ffmpeg(command, executable, words[2]))
          : Optional.empty();
    } catch (IOException | HttpErrorException e) {
      LOG.debug("{}: {}", command, e.toString());
      return Optional.empty();
    }
  }

  /**
   * Runs it once, without input, network and environment, and waits.
   *
   * @param arguments all of them
   * @param limits that end it
   * @param deadline of whoever waits
   * @param lines takes what it writes to its standard output, line by line, on another thread
   * @return how it ended; what it was told to write is to be used only when it is well
   * @throws HttpErrorException {@link io.sluice.media.MediaError#RENDER_TIMEOUT} (504), {@link
   *     io.sluice.media.MediaError#RENDER_BUSY} (503) when the thread is told to end; the process
   *     and its children are gone
   * @throws IOException no process can be started
   */
  Outcome run(List<String> arguments, Limits limits, Deadline deadline, Consumer<String> lines)
      throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(arguments);
    // Nothing that a file could name by a relative path is there.
    return programs.run(new Command(words, Path.of("/"), ENVIRONMENT), limits, deadline, lines);
  }

  /** As above, for a run that writes no lines that matter. */
  Outcome run(List<String> arguments, Limits limits, Deadline deadline) throws IOException {
    return run(arguments, limits, deadline, line -> {});
  }

  /**
   * Where it is.
   *
   * @return an absolute path, or as configured
   */
  public Path executable() {
    return executable;
  }

  /**
   * As it says itself.
   *
   * @return for example {@code 5.1.9-0+deb12u1}
   */
  public String version() {
    return version;
  }
}
