package io.sluice.media.image;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Proportion;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Rotate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program of its own, so that a crash of an engine is seen and its temporary files are told from
 * those of others: damaged files through one engine, with the limits of a gateway.
 *
 * <p>{@code FuzzEngine ENGINE RUNS SEED FOLDER}. Ends with 0 when every file was made a picture of
 * or refused by a {@link MediaError} in time and nothing was left in the folder for temporary
 * files; 77 where the engine is not installed.
 */
final class FuzzEngine {
  static final int ABSENT = 77;
  private static final int FAULTY = 1;
  private static final int HANGING = 3;

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** An encoder that cannot be stopped may go on for a while; more than that is a hang. */
  private static final long GRACE_SECONDS = 25;

  private static final List<Recipe> RECIPES =
      List.of(
          recipe(new Proportion(0.4)),
          recipe(new FitIn(new Box(20, 20, false), false, false, false)),
          recipe(new Rotate(1), new Flip(true)),
          recipe(new Blur(3, 2)),
          recipe());

  private final ImageEngine engine;
  private final Images images;
  private final Random random;
  private final Path folder;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private long slowestNanos;
  private String slowest = "";
  private int faults;

  private FuzzEngine(ImageEngine engine, Images images, long seed, Path folder) {
    this.engine = engine;
    this.images = images;
    this.random = new Random(seed);
    this.folder = folder;
  }

  private static Recipe recipe(io.sluice.media.recipe.Step... steps) {
    return new Recipe(List.of(steps), Output.DEFAULT);
  }

  /** Runs it. */
  public static void main(String[] words) throws IOException, InterruptedException {
    ImageEngine engine = TestingEngines.open(words[0]);
    if (engine == null) {
      System.exit(ABSENT);
      return;
    }
    FuzzEngine fuzz;
    try (Images images = TestingEngines.alone(engine)) {
      fuzz = new FuzzEngine(engine, images, Long.parseLong(words[2]), Path.of(words[3]));
      fuzz.run(Integer.parseInt(words[1]));
    }
    System.exit(fuzz.faults == 0 ? 0 : FAULTY);
  }

  private void run(int runs) throws IOException, InterruptedException {
    List<Damages.Sample> samples = new ArrayList<>();
    for (Damages.Sample sample : Damages.samples()) {
      if (!outputs(sample.bytes()).isEmpty()) {
        samples.add(sample);
      }
    }
    for (int i = 0; i < runs; i++) {
      Damages.Sample sample = samples.get(i % samples.size());
      byte[] bytes = Damages.damage(sample, random);
      String what = "run " + i + " of " + sample.name();
      long start = System.nanoTime();
      String outcome = one(what, bytes, outputs(sample.bytes()));
      note(what, System.nanoTime() - start, outcome);
      if (outcome.startsWith("FAULT")) {
        faults++;
        System.out.println(what + ": " + outcome);
        Files.write(folder.resolve("fault-" + i + "-" + sample.name()), bytes);
      }
    }
    left();
    System.out.printf(
        "%d runs: %s; slowest %d ms, %s%n",
        runs, outcomes, TimeUnit.NANOSECONDS.toMillis(slowestNanos), slowest);
    thread.shutdown();
  }

  private void note(String what, long nanos, String outcome) {
    outcomes.merge(outcome.startsWith("FAULT") ? "FAULT" : outcome, 1, Integer::sum);
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = what + ", " + outcome;
    }
  }

  /** What the engine makes of a sound sample; nothing where it does not read it. */
  private List<ImageFormat> outputs(byte[] sample) {
    ImageFormat from = Objects.requireNonNull(Magic.of(sample));
    return Arrays.stream(ImageFormat.values())
        .filter(to -> engine.supports(from, Recipe.NOTHING, to))
        .toList();
  }

  private String one(String what, byte[] bytes, List<ImageFormat> outputs)
      throws IOException, InterruptedException {
    Path source = Files.write(folder.resolve("source"), bytes);
    Path result = folder.resolve("result");
    Files.write(result, new byte[0]);
    Recipe recipe = RECIPES.get(random.nextInt(RECIPES.size()));
    ImageFormat to = outputs.get(random.nextInt(outputs.size()));
    Recipe whole = new Recipe(recipe.steps(), Output.DEFAULT.in(to));
    Deadline deadline = new Deadline(LIMIT);
    Future<String> run = thread.submit(() -> render(source, whole, result, deadline));
    try {
      return run.get(LIMIT.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      Files.write(folder.resolve("hanging"), bytes);
      System.out.println(what + " hangs by " + whole.canonical());
      Thread.getAllStackTraces().forEach((t, s) -> System.out.println(t + Arrays.toString(s)));
      Runtime.getRuntime().halt(HANGING);
      return "hangs";
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private String render(Path source, Recipe recipe, Path result, Deadline deadline) {
    try {
      images.render(source, recipe, result, deadline);
      return Files.size(result) > 0 ? "made" : "FAULT: made nothing";
    } catch (HttpErrorException e) {
      return e.error() instanceof MediaError known ? known.code() : "FAULT: " + e;
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(System.out);
      return "FAULT: " + e;
    }
  }

  /** Whatever lies in the temporary folders of Java and of native code. */
  private void left() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path file :
          files.filter(f -> !f.getFileName().toString().startsWith("hsperf")).toList()) {
        faults++;
        System.out.println("FAULT: left behind: " + file);
      }
    }
  }
}
