package io.sluice.media.image.vips;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VipsHostileTest {
  private static final int DAMAGES = 2_000;

  @TempDir Path folder;
  private VipsEngine engine;

  /** What an attacker would have us call. */
  interface Forbidden extends Library {
    int vips_call(String operation, Object... arguments);
  }

  @BeforeEach
  void open() {
    engine = Vips.engine();
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"})
  void refusesAFileThatWasCutOff(ImageFormat format) throws Exception {
    byte[] whole = Files.readAllBytes(source(format));
    for (int part = 1; part <= 3; part++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length * part / 4));

      VipsEngineTest.assertRefused(() -> render(cut, format), MediaError.IMAGE_DAMAGED);
    }
    for (int length : new int[] {0, 1, 12}) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));

      VipsEngineTest.assertRefused(() -> render(cut, format), MediaError.IMAGE_DAMAGED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>\n%%EOF",
        "push graphic-context\nviewbox 0 0 9 9\npop graphic-context",
        "8BPS\0\1"
      })
  void neverAsksImageMagick(String content) throws IOException {
    Path file = Files.write(folder.resolve("a.svg"), content.getBytes(StandardCharsets.UTF_8));
    List<String> before = magick();

    for (ImageFormat format : ImageFormat.values()) {
      if (VipsFiles.loader(format) != null) {
        VipsEngineTest.assertRefused(() -> engine.probe(file, format), MediaError.IMAGE_DAMAGED);
      }
    }

    assertThat(magick()).isEqualTo(before);
  }

  /** The coders of ImageMagick that are in this process: files that its library loads on demand. */
  private static List<String> magick() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(l -> l.contains("ImageMagick"))
          .map(l -> l.substring(l.indexOf('/')))
          .distinct()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "svgload", "magickload", "openslideload", "jxlload", "openexrload", "vipsload",
        "csvload", "matrixload", "ppmload", "fitsload", "niftiload", "analyzeload",
        "radload"
      })
  void keepsAllOtherLoadersBlocked(String loader) throws IOException {
    Forbidden library = Native.load(VipsLibrary.NAME, Forbidden.class);
    Path file = Files.writeString(folder.resolve("a"), "<svg width='9' height='9'/>");
    PointerByReference out = new PointerByReference();

    assertThat(library.vips_call(loader, file.toString(), out)).isNotZero();
    // An unknown class is not there at all; a known one must say that it is blocked.
    VipsLibrary opened = VipsLibrary.open(null).orElseThrow();
    assertThat(opened.error()).containsAnyOf("blocked", "not found");
  }

  /** Its loader opens the document before libvips looks at the block, so a whole one is needed. */
  @Test
  void keepsADocumentBlocked() throws IOException {
    Forbidden library = Native.load(VipsLibrary.NAME, Forbidden.class);
    Path file =
        Files.writeString(
            folder.resolve("a.pdf"),
            """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """);

    assertThat(library.vips_call("pdfload", file.toString(), new PointerByReference())).isNotZero();
    assertThat(VipsLibrary.open(null).orElseThrow().error()).containsAnyOf("blocked", "not found");
  }

  @Test
  void readsTheSizeOfAHugePictureAndNothingElse() throws IOException {
    Path bomb = Files.write(folder.resolve("bomb.png"), hugePng(30_000));
    long before = engine.memory().highestBytes();

    assertThat(engine.probe(bomb, ImageFormat.PNG))
        .isEqualTo(new ImageInfo(ImageFormat.PNG, new Size(30_000, 30_000), 1, 1));
    assertThat(engine.memory().highestBytes() - before).isLessThan(4 << 20);
  }

  /** A head without a body: its size is all that there is to know. */
  private static byte[] hugePng(int side) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer head = ByteBuffer.allocate(13).putInt(side).putInt(side);
    chunk(out, "IHDR", head.put(new byte[] {8, 2, 0, 0, 0}).array());
    chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c});
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] bytes) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(bytes);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(name);
    out.writeBytes(bytes);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @Test
  void killsWhatIsBeingComputedWhenTheDeadlineIsOver() throws IOException {
    Path source = Vips.write(VipsEngineTest.noise(600, 400), "jpg", folder.resolve("a.jpg"));
    VipsLibrary library = VipsLibrary.open(null).orElseThrow();
    Deadline deadline = Vips.soon();
    try (VipsRun run = new VipsRun(library, deadline)) {
      Pointer image = VipsFiles.open(run, source, ImageFormat.JPEG, 1, false);
      run.killWhenOver();
      deadline.cancel();
      run.killWhenOver();

      // Past the run's own look at the deadline: the image itself refuses.
      assertThat(library.functions().vips_image_copy_memory(image)).isNull();
      assertThat(library.error()).contains("kill");
      VipsEngineTest.assertRefused(() -> run.settle(image, 0), MediaError.RENDER_TIMEOUT);
    }
  }

  @Test
  void manyRunsAtOnceLeaveNothingBehind() throws Exception {
    Path source = Vips.write(VipsEngineTest.noise(900, 600), "jpg", folder.resolve("a.jpg"));
    byte[] half = Arrays.copyOf(Files.readAllBytes(source), 100_000);
    Path broken = Files.write(folder.resolve("b.jpg"), half);
    VipsMemory before = engine.memory();
    ExecutorService pool = Executors.newFixedThreadPool(64);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 256; i++) {
        boolean damaged = i % 4 == 3;
        runs.add(pool.submit(() -> renderOrRefuse(damaged ? broken : source, damaged)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      pool.shutdown();
    }

    // 256 results of 0.5 MB each would be 138 MB; idle workers of libvips may keep a few rows.
    VipsMemory after = engine.memory();
    assertThat(after.bytes() - before.bytes()).isLessThan(4 << 20);
    assertThat(after.highestBytes()).isGreaterThan(1 << 20);
  }

  private @Nullable Void renderOrRefuse(Path source, boolean damaged) throws IOException {
    if (damaged) {
      VipsEngineTest.assertRefused(
          () -> render(source, ImageFormat.JPEG), MediaError.IMAGE_DAMAGED);
    } else {
      Recipe recipe = Vips.steps(new Vips.To(new Size(450, 400)), new Flip(true));
      engine.render(
          source,
          engine.probe(source, ImageFormat.JPEG),
          recipe,
          ImageFormat.JPEG,
          Files.createTempFile(folder, "r", ".jpg"),
          Vips.soon());
    }
    return null;
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"})
  void survivesDamages(ImageFormat format) throws Exception {
    byte[] whole = Files.readAllBytes(small(format));
    Path file = folder.resolve("damaged");
    Random random = new Random(format.name().hashCode());
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      Files.write(file, damaged(whole, random));
      try {
        ImageInfo info = engine.probe(file, format);
        if (info.stored().pixels() <= 4_000_000 && info.frames() < 8) {
          engine.render(
              file, info, Vips.to(9, 7), ImageFormat.PNG, folder.resolve("r"), Vips.soon());
        }
      } catch (HttpErrorException e) {
        assertThat(e.error()).isIn(MediaError.IMAGE_DAMAGED, MediaError.FORMAT_UNSUPPORTED);
        refused++;
      }
    }
    assertThat(refused).isBetween(DAMAGES / 20, DAMAGES);
    assertThat(engine.memory().bytes()).isLessThan(1 << 20);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int places = 1 + random.nextInt(8);
    for (int i = 0; i < places; i++) {
      // Heads are where the sizes are: half of the damage goes there.
      int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 200);
      bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private Path small(ImageFormat format) throws Exception {
    return convert(
        Vips.write(VipsEngineTest.noise(40, 30), "png", folder.resolve("s.png")), format);
  }

  private Path source(ImageFormat format) throws Exception {
    return convert(
        Vips.write(VipsEngineTest.noise(300, 200), "png", folder.resolve("s.png")), format);
  }

  private Path convert(Path png, ImageFormat format) throws Exception {
    Path file = folder.resolve("source-" + format);
    if (format == ImageFormat.TIFF) {
      Vips.command("vips", "tiffsave", png.toString(), file.toString(), "--compression", "lzw");
      return file;
    }
    ImageInfo info = engine.probe(png, ImageFormat.PNG);
    engine.render(png, info, Vips.steps(), format, file, Vips.soon());
    return file;
  }

  private void render(Path source, ImageFormat format) throws IOException {
    Path result = Files.createTempFile(folder, "r", ".png");
    ImageInfo info = engine.probe(source, format);
    engine.render(source, info, Vips.to(90, 60), ImageFormat.PNG, result, Vips.soon());
  }
}
