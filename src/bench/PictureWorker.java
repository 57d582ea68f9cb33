import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.Images;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.image.process.ProcessEngine;
import io.sluice.media.image.vips.VipsEngine;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Keeps one of Sluice's engines warm, and makes the pictures that it is tried with.
 *
 * <p>{@code PictureWorker ENGINE}; then a line {@code fit FILE WIDTH HEIGHT FORMAT QUALITY THREADS
 * COUNT OUT} is answered by {@code ok NANOSECONDS}, {@code photo WIDTH HEIGHT FILE KIND} makes a
 * picture, and {@code psnr A B} compares two.
 */
final class PictureWorker {
  private final Images images;
  private final ExecutorService pool = Executors.newCachedThreadPool();

  private PictureWorker(Images images) {
    this.images = images;
  }

  public static void main(String[] words) throws Exception {
    ImagesConfig.Choice choice = ImagesConfig.Choice.valueOf(words[0].toUpperCase(Locale.ROOT));
    ImagesConfig config =
        new ImagesConfig(
            choice,
            null,
            null,
            512 << 20,
            100_000_000,
            500,
            8192,
            2,
            100,
            Runtime.getRuntime().maxMemory() / 2,
            512 << 20);
    PictureWorker worker = new PictureWorker(new Images(config, engines(choice)));
    System.out.println("ready " + worker.images.identity());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        System.out.println("ok " + worker.answer(line.split(" ")));
      } catch (Exception | Error e) {
        System.out.println("err " + e);
      }
    }
    System.exit(0);
  }

  private static List<ImageEngine> engines(ImagesConfig.Choice choice) {
    Optional<? extends ImageEngine> first =
        switch (choice) {
          case BUILTIN -> Optional.empty();
          case PROCESS -> ProcessEngine.open(null, Path.of("").toAbsolutePath());
          default -> VipsEngine.open(null);
        };
    List<ImageEngine> engines = new ArrayList<>();
    first.ifPresent(engines::add);
    if (first.isEmpty() && choice != ImagesConfig.Choice.BUILTIN) {
      throw new IllegalStateException("not here");
    }
    engines.add(new BuiltinEngine());
    return engines;
  }

  private String answer(String[] words) throws Exception {
    return switch (words[0]) {
      case "fit" -> fit(words);
      case "photo" -> photo(words);
      case "psnr" -> psnr(Path.of(words[1]), Path.of(words[2]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String fit(String[] words) throws Exception {
    Path source = Path.of(words[1]);
    Box box = new Box(Integer.parseInt(words[2]), Integer.parseInt(words[3]), false);
    ImageFormat format = ImageFormat.valueOf(words[4]);
    Output output = new Output(format, Integer.parseInt(words[5]), 0);
    Recipe recipe = new Recipe(List.of(new FitIn(box, false, false, false)), output);
    int threads = Integer.parseInt(words[6]);
    int each = Integer.parseInt(words[7]) / threads;
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Path result = Path.of(words[8] + "-" + t);
      running.add(
          pool.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  images.render(source, recipe, result, new Deadline(Duration.ofMinutes(1)));
                }
                return null;
              }));
    }
    for (Future<?> run : running) {
      run.get();
    }
    return Long.toString(System.nanoTime() - start);
  }

  /** Noise as coarse as fine, as much of it at each scale as photographs have; the same each time. */
  private static String photo(String[] words) throws IOException {
    int width = Integer.parseInt(words[1]);
    int height = Integer.parseInt(words[2]);
    Path file = Path.of(words[3]);
    float[][] planes = {new float[width * height], null, null};
    float[] light = planes[0];
    float strength = 90;
    SplittableRandom random = new SplittableRandom(24);
    for (int cell = 1024; cell >= 1; cell /= 2, strength *= 0.78f) {
      add(light, width, height, cell, strength, random);
    }
    float[] warm = new float[width * height];
    float[] green = new float[width * height];
    strength = 50;
    for (int cell = 1024; cell >= 16; cell /= 2, strength *= 0.6f) {
      add(warm, width, height, cell, strength, random);
      add(green, width, height, cell, strength, random);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        float base = 128 + light[i];
        row[x] =
            clamp(base + warm[i]) << 16 | clamp(base + green[i] / 2) << 8 | clamp(base - warm[i]);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    write(image, file, words[4]);
    return Long.toString(Files.size(file));
  }

  private static void add(
      float[] plane, int width, int height, int cell, float strength, SplittableRandom random) {
    int columns = width / cell + 2;
    float[] lattice = new float[columns * (height / cell + 2)];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (float) (random.nextDouble() - 0.5) * strength;
    }
    for (int y = 0; y < height; y++) {
      float fy = y % cell / (float) cell;
      int top = y / cell * columns;
      for (int x = 0; x < width; x++) {
        float fx = x % cell / (float) cell;
        int i = top + x / cell;
        float above = lattice[i] + (lattice[i + 1] - lattice[i]) * fx;
        int j = i + columns;
        float below = lattice[j] + (lattice[j + 1] - lattice[j]) * fx;
        plane[y * width + x] += above + (below - above) * fy;
      }
    }
  }

  private static int clamp(float value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }

  private static void write(BufferedImage image, Path file, String kind) throws IOException {
    String format = kind.equals("png") ? "png" : "jpeg";
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (format.equals("jpeg")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.9f);
      param.setProgressiveMode(
          kind.equals("progressive")
              ? ImageWriteParam.MODE_DEFAULT
              : ImageWriteParam.MODE_DISABLED);
    }
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static String psnr(Path a, Path b) throws IOException {
    BufferedImage one = ImageIO.read(a.toFile());
    BufferedImage two = ImageIO.read(b.toFile());
    if (one.getWidth() != two.getWidth() || one.getHeight() != two.getHeight()) {
      throw new IOException("of two sizes");
    }
    double sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          int difference = (one.getRGB(x, y) >> shift & 255) - (two.getRGB(x, y) >> shift & 255);
          sum += (double) difference * difference;
        }
      }
    }
    double mean = sum / (3.0 * one.getWidth() * one.getHeight());
    return String.format(Locale.ROOT, "%.3f", 10 * Math.log10(255 * 255 / mean));
  }
}
