package io.sluice.media.image.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.Images;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.image.builtin.BuiltinEngine;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.FillCenter;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Grayscale;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import io.sluice.storage.file.TestingMount;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessEngineTest {
  private static final Step SMALL = new FitIn(new Box(120, 120, false), false, false, false);

  @TempDir Path folder;
  @TempDir Path temporary;
  private ProcessEngine engine;
  private final BuiltinEngine builtin = new BuiltinEngine();

  @BeforeEach
  void open() throws IOException {
    Optional<Programs> programs = Programs.find(null, System.getenv("PATH"));
    Assumptions.assumeTrue(
        programs.isPresent(), "SKIPPED: no vips (apt-get install libvips-tools)");
    Commands commands = new Commands(programs.orElseThrow());
    engine =
        new ProcessEngine(
            commands, ProcessSelfTest.run(commands, temporary), temporary, commands.version());
  }

  @AfterEach
  void leavesNothing() throws IOException {
    if (engine != null) {
      engine.close();
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  private static Deadline minute() {
    return new Deadline(Duration.ofMinutes(1));
  }

  private static Recipe recipe(Output output, Step... steps) {
    return new Recipe(List.of(steps), output);
  }

  private Path result() {
    return folder.resolve("result");
  }

  private BufferedImage render(Path source, ImageFormat from, ImageFormat to, Step... steps)
      throws IOException {
    Recipe recipe = recipe(Output.DEFAULT.in(to), steps);
    assertThat(engine.supports(from, recipe, to)).isTrue();
    Size size = engine.render(source, engine.probe(source, from), recipe, to, result(), minute());
    BufferedImage image = ImageIO.read(result().toFile());
    if (image != null) {
      assertThat(new Size(image.getWidth(), image.getHeight())).isEqualTo(size);
    }
    return image;
  }

  private Path sample(String name) throws IOException {
    Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    try (InputStream in =
        BuiltinEngine.class.getResourceAsStream("/io/sluice/media/image/" + name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /** Soft slopes, so that two resamplers agree on them. */
  private Path slopes(String format) throws IOException {
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.RED, 640, 480, Color.BLUE));
    graphics.fillRect(0, 0, 640, 480);
    graphics.setPaint(new GradientPaint(100, 0, Color.GREEN, 400, 0, Color.WHITE));
    graphics.fillOval(100, 90, 300, 200);
    graphics.dispose();
    Path file = folder.resolve("slopes." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static List<List<Step>> recipes() {
    return List.of(
        List.of(),
        List.of(SMALL),
        List.of(new FillCenter(100, 100, true)),
        List.of(new Crop(101, 33, 355, 401), SMALL),
        List.of(SMALL, new Rotate(1), new Flip(true)),
        List.of(new FitIn(new Box(900, 900, false), false, false, true)),
        List.of(SMALL, new Grayscale()));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void makesWhatTheBuiltInEngineMakes(List<Step> steps) throws IOException {
    assertMade(slopes("png"), steps, 2.5);
  }

  /** Its green is not that of sRGB. */
  @ParameterizedTest
  @MethodSource("recipes")
  void bringsColorsOfAProfileIntoSrgb(List<Step> steps) throws IOException {
    assertMade(sample("process/p3.png"), steps, 4);
  }

  private void assertMade(Path source, List<Step> steps, double most) throws IOException {
    Step[] all = steps.toArray(Step[]::new);
    BufferedImage made = render(source, ImageFormat.PNG, ImageFormat.PNG, all);
    Path expected = folder.resolve("expected.png");
    ImageInfo info = builtin.probe(source, ImageFormat.PNG);
    builtin.render(source, info, recipe(Output.DEFAULT, all), ImageFormat.PNG, expected, minute());
    assertThat(rms(ImageIO.read(expected.toFile()), made)).isLessThan(most);
  }

  private static double rms(BufferedImage a, BufferedImage b) {
    assertThat(List.of(b.getWidth(), b.getHeight()))
        .isEqualTo(List.of(a.getWidth(), a.getHeight()));
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          int difference = (a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255);
          sum += difference * difference;
        }
      }
    }
    return Math.sqrt(sum / (3.0 * a.getWidth() * a.getHeight()));
  }

  @ParameterizedTest
  @CsvSource({
    "baseline.jpg, JPEG, 48, 36",
    "progressive.jpg, JPEG, 48, 36",
    "turned.jpg, JPEG, 36, 48",
    "deep.png, PNG, 48, 36",
    "interlaced.png, PNG, 48, 36",
    "lossless.webp, WEBP, 48, 36",
    "moving.webp, WEBP, 48, 36",
    "tiles.tif, TIFF, 48, 36",
    "deep.tif, TIFF, 48, 36",
    "alpha.avif, AVIF, 48, 36",
    "still.heic, HEIC, 64, 64"
  })
  void readsEachFormat(String name, ImageFormat from, int width, int height) throws IOException {
    BufferedImage whole = render(sample("fuzz/" + name), from, ImageFormat.PNG);
    assertThat(List.of(whole.getWidth(), whole.getHeight())).isEqualTo(List.of(width, height));
    Step half = new FitIn(new Box(24, 24, false), false, false, false);
    BufferedImage small = render(sample("fuzz/" + name), from, ImageFormat.JPEG, half);
    assertThat(Math.max(small.getWidth(), small.getHeight())).isEqualTo(24);
  }

  @Test
  void writesWhatJavaDoesNot() throws IOException {
    for (Step[] steps : new Step[][] {{SMALL}, {SMALL, new Grayscale()}}) {
      render(slopes("png"), ImageFormat.PNG, ImageFormat.WEBP, steps);
      assertThat(Files.readString(result(), java.nio.charset.StandardCharsets.ISO_8859_1))
          .startsWith("RIFF")
          .contains("WEBP");
      render(slopes("png"), ImageFormat.PNG, ImageFormat.AVIF, steps);
      assertThat(engine.probe(result(), ImageFormat.AVIF).size()).isEqualTo(new Size(120, 90));
    }
  }

  @Test
  void whatIsTransparentIsWhiteInAJpeg() throws IOException {
    BufferedImage clear = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
    Path source = folder.resolve("clear.png");
    ImageIO.write(clear, "png", source.toFile());
    assertThat(render(source, ImageFormat.PNG, ImageFormat.JPEG, SMALL).getRGB(50, 50))
        .isEqualTo(0xFFFFFFFF);
  }

  @Test
  void lowersTheQualityUntilItFits() throws IOException {
    Recipe recipe = recipe(new Output(ImageFormat.JPEG, 90, 1500), SMALL);
    Path source = slopes("png");
    ImageInfo info = engine.probe(source, ImageFormat.PNG);
    engine.render(source, info, recipe, ImageFormat.JPEG, result(), minute());
    assertThat(Files.size(result())).isLessThanOrEqualTo(1500);
    // Each try would be a process.
    Recipe other = recipe(new Output(ImageFormat.WEBP, 90, 1500), SMALL);
    assertThat(engine.supports(ImageFormat.PNG, other, ImageFormat.WEBP)).isFalse();
  }

  @Test
  void leavesToJavaWhatNeedsNoNativeCode() {
    for (ImageFormat from : List.of(ImageFormat.GIF, ImageFormat.BMP, ImageFormat.PSD)) {
      assertThat(engine.supports(from, Recipe.NOTHING, ImageFormat.PNG)).isFalse();
    }
  }

  @Test
  void refusesWhatIsCutOff() throws IOException {
    for (String name : List.of("baseline.jpg", "plain.png", "lossy.webp", "tiles.tif")) {
      byte[] bytes = Files.readAllBytes(sample("fuzz/" + name));
      Path cut =
          Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length * 3 / 4));
      ImageFormat from =
          switch (name.substring(name.length() - 3)) {
            case "jpg" -> ImageFormat.JPEG;
            case "png" -> ImageFormat.PNG;
            case "tif" -> ImageFormat.TIFF;
            default -> ImageFormat.WEBP;
          };
      assertRefused(() -> render(cut, from, ImageFormat.PNG), MediaError.IMAGE_DAMAGED);
    }
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work, MediaError expected) {
    HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, work);
    assertThat(refusal).isNotNull();
    assertThat(refusal.error()).isEqualTo(expected);
  }

  /** What a program does that is not the one we take it for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "exit 1",
        "kill -SEGV $$",
        "echo none > out.png",
        "ln -s /etc/passwd out.png",
        "mkdir out.png"
      })
  void takesNothingFromAProgramThatFails(String script) throws IOException {
    ProcessEngine failing = engineOf(script);
    Path source = slopes("png");
    for (Step[] steps : new Step[][] {{SMALL, new Grayscale()}}) {
      Recipe recipe = recipe(Output.DEFAULT, steps);
      ImageInfo info = failing.probe(source, ImageFormat.PNG);
      assertRefused(
          () -> failing.render(source, info, recipe, ImageFormat.PNG, result(), minute()),
          MediaError.IMAGE_DAMAGED);
    }
    assertThat(result()).doesNotExist();
  }

  /** Else a full disk at night would make a good picture a bad one, and that be remembered. */
  @Test
  void saysThatOthersMayTryWhereItsDiskIsFull() throws Exception {
    Path source = slopes("png");
    Path mounted = Files.createDirectory(folder.resolve("disk"));
    try (TestingMount disk = TestingMount.of4MiB(mounted)) {
      byte[] nearlyAll = new byte[(int) mounted.toFile().getUsableSpace() - 65_536];
      Files.write(mounted.resolve("other"), nearlyAll);
      ProcessEngine cramped =
          new ProcessEngine(
              new Commands(Programs.find(null, System.getenv("PATH")).orElseThrow()),
              new ProcessEngine.Formats(EnumSet.of(ImageFormat.PNG), Set.of()),
              mounted,
              "0");
      Recipe recipe = recipe(Output.DEFAULT, SMALL, new Grayscale());
      Recipe whole = recipe(Output.DEFAULT, new Grayscale());
      ImageInfo info = cramped.probe(source, ImageFormat.PNG);
      cramped.render(source, info, recipe, ImageFormat.PNG, result(), minute());
      assertRefused(
          () -> cramped.render(source, info, whole, ImageFormat.PNG, result(), minute()),
          MediaError.RENDER_BUSY);
    }
  }

  @Test
  void saysThatOthersMayTryWhereItsProgramIsGone() throws IOException {
    ProcessEngine robbed = engineOf("exit 0");
    Path source = slopes("png");
    ImageInfo info = robbed.probe(source, ImageFormat.PNG);
    Files.delete(folder.resolve("vips"));
    assertRefused(
        () ->
            robbed.render(
                source, info, recipe(Output.DEFAULT, SMALL), ImageFormat.PNG, result(), minute()),
        MediaError.RENDER_BUSY);
  }

  @Test
  void endsAProgramThatHangs() throws IOException {
    ProcessEngine hanging = engineOf("sleep 600");
    Path source = slopes("png");
    ImageInfo info = hanging.probe(source, ImageFormat.PNG);
    Deadline soon = new Deadline(Duration.ofMillis(200));
    assertRefused(
        () ->
            hanging.render(
                source, info, recipe(Output.DEFAULT, SMALL), ImageFormat.PNG, result(), soon),
        MediaError.RENDER_TIMEOUT);
  }

  private ProcessEngine engineOf(String script) throws IOException {
    Path program = folder.resolve("vips");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Set<ImageFormat> png = EnumSet.of(ImageFormat.PNG);
    return new ProcessEngine(
        new Commands(Programs.find(program, "/usr/bin:/bin").orElseThrow()),
        new ProcessEngine.Formats(png, Set.of()),
        temporary,
        "0");
  }

  @Test
  void findsNoProgramThatMayNotBeRun() throws IOException {
    Path program = Files.writeString(folder.resolve("vips"), "#!/bin/sh\n");
    assertThat(Programs.find(program, "/usr/bin:/bin")).isEmpty();
    assertThat(Programs.find(null, folder + ":relative:")).isEmpty();
    assertThat(ProcessEngine.open(program, temporary)).isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(Programs.find(null, folder.toString()).orElseThrow().vips()).isEqualTo(program);
    // It is there, and not libvips's.
    assertThat(ProcessEngine.open(program, temporary)).isEmpty();
  }

  @Test
  void removesWhatAKilledGatewayLeft() throws IOException {
    Workshop old = Workshop.empty(temporary);
    Files.writeString(old.file("out.png"), "half");
    Workshop own = Workshop.empty(temporary);
    Workshop.sweep(temporary, Instant.now().plus(Duration.ofMinutes(10)));
    assertThat(old.folder()).exists();
    Workshop.sweep(temporary, Instant.now().plus(Duration.ofHours(2)));
    assertThat(old.folder()).doesNotExist();
    assertThat(own.folder()).doesNotExist();
  }

  @Test
  void followsNoLinkThatSomebodyElseLaidToWhatItRemoves() throws IOException {
    Path others = Files.createDirectory(folder.resolve("others"));
    Path precious = Files.writeString(others.resolve("precious"), "not ours");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.createSymbolicLink(shared.resolve("sluice-picture-1"), others);
    Workshop.sweep(shared, Instant.now().plus(Duration.ofHours(2)));
    assertThat(precious).exists();
  }

  @Test
  void waitsForMemoryThatItsProgramWillTake() throws IOException {
    Path source = slopes("png");
    for (long outside : new long[] {40 << 20, 64 << 20}) {
      ImagesConfig config =
          new ImagesConfig(
              ImagesConfig.Choice.PROCESS,
              null,
              null,
              1 << 20,
              1_000_000,
              10,
              1000,
              1,
              1,
              64 << 20,
              outside);
      Images images = new Images(config, List.of(engine));
      if (outside < 50 << 20) {
        assertRefused(
            () -> images.render(source, recipe(Output.DEFAULT, SMALL), result(), minute()),
            MediaError.SOURCE_TOO_LARGE);
      } else {
        images.render(source, recipe(Output.DEFAULT, SMALL), result(), minute());
      }
    }
  }
}
