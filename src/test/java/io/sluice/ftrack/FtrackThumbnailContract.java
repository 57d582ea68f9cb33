package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Secret;
import io.sluice.media.video.TestingClip;
import io.sluice.thumbor.ThumborSignature;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thumbnails of components, by the signed URLs that ftrack's pages are full of. */
interface FtrackThumbnailContract extends FtrackContract {
  Secret THUMBOR_KEY = Secret.of("thumbor-key-made-up-for-tests");

  /** A picture whose halves are told apart. */
  static byte[] picture(int width, int height, Color left, Color right, String format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(left);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(right);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /** The get URL that ftrack wraps; a container without an Nginx takes no encoded slashes. */
  private String wrapped(String id) {
    String query = gateway().query(Operation.GET, "id=" + id);
    if (gateway().isFronted()) {
      String url = "http://127.0.0.1:9000" + gateway().prefix() + "/get?" + query;
      return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
    String plain = query.replace("%3D", "=");
    return "127.0.0.1:9000/get" + URLEncoder.encode("?" + plain, StandardCharsets.UTF_8);
  }

  private String target(String options, String image) {
    String message = options + (options.isEmpty() ? "" : "/") + image;
    String signature = ThumborSignature.sign(THUMBOR_KEY, message);
    return gateway().prefix() + "/thumbor/" + signature + "/" + message;
  }

  private String thumbnail(String options, String id) {
    return target(options, wrapped(id));
  }

  private void store(String id, byte[] bytes) throws Exception {
    String target = gateway().signed(Operation.PUT, "id=" + id);
    Answer answer = gateway().ask("PUT", target, BodyPublishers.ofByteArray(bytes));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private static BufferedImage decode(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.bytes()));
  }

  @ParameterizedTest
  @CsvSource({
    "fit-in/300x300, 300, 225",
    "400x150, 400, 150",
    "300x, 300, 225",
    "10x20:310x220, 300, 200",
    "200x200/filters:format(png):grayscale(), 200, 200"
  })
  default void makesAThumbnailOfAComponent(String options, int width, int height) throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(800, 600, Color.RED, Color.BLUE, "jpeg"));
    Answer answer = send("GET", thumbnail(options, id));
    BufferedImage image = decode(answer);
    assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(width, height));
    boolean isPng = options.contains("png");
    assertThat(answer.one("Content-Type")).isEqualTo(isPng ? "image/png" : "image/jpeg");
    assertThat(answer.one("Cache-Control")).isEqualTo("max-age=86400,public");
    Color middle = new Color(image.getRGB(width / 4, height / 2));
    if (isPng) {
      assertThat(middle.getRed()).isEqualTo(middle.getGreen()).isEqualTo(middle.getBlue());
    } else {
      assertThat(middle.getRed()).isGreaterThan(240);
      assertThat(middle.getBlue()).isLessThan(16);
    }
  }

  @Test
  default void laysOneComponentOnAnother() throws Exception {
    String id = FtrackContract.newId();
    String mark = FtrackContract.newId();
    store(id, picture(80, 60, Color.RED, Color.RED, "png"));
    store(mark, picture(10, 10, Color.BLUE, Color.BLUE, "png"));
    String target = thumbnail("filters:watermark(" + wrapped(mark) + ",-5,-5,0)", id);
    assertThat(new Color(decode(send("GET", target)).getRGB(70, 50))).isEqualTo(Color.BLUE);
    store(mark, picture(10, 10, Color.GREEN, Color.GREEN, "png"));
    assertThat(new Color(decode(send("GET", target)).getRGB(70, 50))).isEqualTo(Color.GREEN);
    String unsigned =
        thumbnail("filters:watermark(127.0.0.1:9000/get%3Fid=" + mark + ",0,0,0)", id);
    requireProblem(send("GET", unsigned), 400, "thumbor-layer-missing");
    send("DELETE", gateway().signed(Operation.REMOVE, "id=" + mark));
    requireProblem(send("GET", target), 400, "thumbor-layer-missing");
    requireNothingLeft();
  }

  @Test
  default void answersConditionsRangesAndHeadOfAThumbnail() throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(64, 48, Color.RED, Color.BLUE, "png"));
    String target = thumbnail("32x24", id);
    Answer whole = send("GET", target);
    assertThat(decode(whole).getWidth()).isEqualTo(32);
    Answer head = send("HEAD", target);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    String tag = whole.one("ETag");
    assertThat(tag).isNotEmpty();
    assertThat(send("GET", target, "If-None-Match: " + tag).status()).isEqualTo(304);
    Answer part = send("GET", target, "Range: bytes=1-3");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.latin1()).isEqualTo("PNG");
  }

  @Test
  default void knowsTheTagOfAThumbnailWithoutLookingForIt() throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(640, 480, Color.RED, Color.BLUE, "png"));
    String target = thumbnail("320x240", id);
    Answer whole = send("GET", target);
    String tag = whole.one("ETag");
    double found = outcome("found");
    assertThat(send("GET", target, "If-None-Match: " + tag).status()).isEqualTo(304);
    Answer kept = send("HEAD", target, "If-None-Match: \"other\", W/" + tag);
    assertThat(List.of(kept.status(), kept.one("ETag"))).isEqualTo(List.of(304, tag));
    assertThat(kept.one("Cache-Control")).isEqualTo("max-age=86400,public");
    assertThat(outcome("found")).isEqualTo(found);
    Answer again = send("GET", target, "If-None-Match: \"other\"");
    assertThat(again.bytes()).isEqualTo(whole.bytes());
    assertThat(again.all("ETag")).containsExactly(tag);
    assertThat(outcome("found")).isEqualTo(found + 1);

    Answer matching = send("GET", target, "If-Match: " + tag);
    assertThat(matching.bytes()).isEqualTo(whole.bytes());
    assertThat(matching.all("ETag")).containsExactly(tag);
    requireProblem(send("GET", target, "If-Match: \"other\""), 412, "precondition-failed");
    String range = "Range: bytes=1-3";
    assertThat(send("GET", target, range, "If-Range: " + tag).latin1()).isEqualTo("PNG");
    assertThat(send("GET", target, range, "If-Range: \"other\"").status()).isEqualTo(200);

    store(id, picture(640, 480, Color.BLUE, Color.RED, "png"));
    Answer other = send("GET", target, "If-None-Match: " + tag);
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.one("ETag")).isNotEqualTo(tag);
  }

  @Test
  default void givesEachBrowserTheBestFormatThatItNames() throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(80, 60, Color.RED, Color.BLUE, "jpeg"));
    String target = thumbnail("40x30", id);
    Answer plain = send("GET", target, "Accept: image/*,*/*;q=0.8");
    Answer webp = send("GET", target, "Accept: image/webp,*/*");
    Answer avif = send("GET", target, "Accept: image/webp,image/avif;q=0.5,*/*");
    assertThat(List.of(plain.one("Content-Type"), webp.one("Content-Type")))
        .isEqualTo(List.of("image/jpeg", "image/webp"));
    assertThat(avif.one("Content-Type")).isEqualTo("image/avif");
    assertThat(avif.latin1().substring(4)).startsWith("ftypavif");
    for (Answer answer : List.of(plain, webp, avif)) {
      assertThat(answer.all("Vary")).contains("Accept");
    }
    assertThat(List.of(plain.one("ETag"), webp.one("ETag"), avif.one("ETag")))
        .doesNotHaveDuplicates();
    Answer kept = send("GET", target, "Accept: image/webp", "If-None-Match: " + webp.one("ETag"));
    assertThat(kept.status()).isEqualTo(304);
    assertThat(kept.all("Vary")).contains("Accept");

    String asked = thumbnail("40x30/filters:format(png)", id);
    Answer png = send("GET", asked, "Accept: image/webp,image/avif");
    assertThat(png.one("Content-Type")).isEqualTo("image/png");
    assertThat(png.all("Vary")).doesNotContain("Accept");
    store(id, picture(80, 60, Color.RED, Color.BLUE, "gif"));
    assertThat(send("GET", target, "Accept: image/avif").one("Content-Type"))
        .isEqualTo("image/gif");
  }

  @Test
  default void makesAThumbnailOnceForAllWhoAskAtOnce() throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(2000, 1500, Color.RED, Color.BLUE, "jpeg"));
    String target = thumbnail("fit-in/300x300", id);
    double before = outcome("made");
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Answer>> views = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        views.add(() -> send("GET", target));
      }
      for (Future<Answer> view : pool.invokeAll(views)) {
        assertThat(decode(view.get()).getWidth()).isEqualTo(300);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(outcome("made") - before).isEqualTo(1);
    requireNothingLeft();
  }

  private double outcome(String word) throws Exception {
    String name = "sluice_variants_total{outcome=\"" + word + "\"} ";
    return gateway()
        .askApp("GET", "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  default void showsTheNewPictureAsSoonAsAComponentIsReplacedAndNoneWhenItIsRemoved()
      throws Exception {
    String id = FtrackContract.newId();
    String target = thumbnail("40x30", id);
    Path kept = gateway().folder.resolve("store/variants");
    long before = files(kept);
    store(id, picture(80, 60, Color.RED, Color.RED, "png"));
    assertThat(new Color(decode(send("GET", target)).getRGB(20, 15))).isEqualTo(Color.RED);
    store(id, picture(80, 60, Color.BLUE, Color.BLUE, "png"));
    assertThat(new Color(decode(send("GET", target)).getRGB(20, 15))).isEqualTo(Color.BLUE);
    boolean isBucket = gateway().storage().bucket() != null;
    assertThat(files(kept) - before).isEqualTo(isBucket ? 0 : 1);
    send("DELETE", gateway().signed(Operation.REMOVE, "id=" + id));
    requireProblem(send("GET", target), 404, "thumbor-source-missing");
    assertThat(files(kept)).isEqualTo(before);
  }

  private static long files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      return below.filter(Files::isRegularFile).count();
    }
  }

  @Test
  default void describesAThumbnail() throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(800, 600, Color.RED, Color.BLUE, "jpeg"));
    Answer answer = send("GET", thumbnail("meta/fit-in/300x300", id));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.one("Content-Type")).startsWith("application/json");
    assertThat(answer.body())
        .contains("\"width\":800", "\"height\":600", "\"frameCount\":1", "\"width\":300");
  }

  @Test
  default void refusesAThumbnailThatIsNotSignedOrWhoseSourceIsNot() throws Exception {
    String id = FtrackContract.newId();
    store(id, picture(8, 6, Color.RED, Color.BLUE, "png"));
    String good = thumbnail("4x3", id);
    String prefix = gateway().prefix() + "/thumbor/";
    requireProblem(send("GET", good.replace("/4x3/", "/5x3/")), 400, "thumbor-signature-mismatch");
    requireProblem(send("GET", prefix + "unsafe/4x3/x.png"), 400, "thumbor-unsafe-refused");
    requireProblem(send("GET", prefix + "4x3"), 400, "thumbor-url-malformed");
    String unsigned = target("4x3", "127.0.0.1:9000/get%3Fid=" + id);
    requireProblem(send("GET", unsigned), 404, "thumbor-source-missing");
    String elsewhere = target("4x3", "example.org/x.png");
    requireProblem(send("GET", elsewhere), 404, "thumbor-source-missing");
    requireProblem(send("POST", good), 405, "method-not-allowed");
  }

  @Test
  default void saysThatASourceIsNoPicture() throws Exception {
    String id = FtrackContract.newId();
    put(id, "#EXTM3U, said to be a picture", "Content-Type: image/jpeg");
    requireProblem(send("GET", thumbnail("4x3", id)), 400, "thumbor-image-unusable");
    byte[] whole = picture(64, 48, Color.RED, Color.BLUE, "png");
    String cut = FtrackContract.newId();
    store(cut, Arrays.copyOf(whole, whole.length / 2));
    requireProblem(send("GET", thumbnail("4x3", cut)), 400, "thumbor-image-unusable");
    String empty = FtrackContract.newId();
    store(empty, new byte[0]);
    requireProblem(send("GET", thumbnail("4x3", empty)), 502, "thumbor-source-empty");
    requireNothingLeft();
  }

  private byte[] clip() throws Exception {
    TestingClip.assumeFfmpeg();
    Path file = TestingClip.red(gateway().folder.resolve("made-for-a-test.mp4"));
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  @Test
  default void showsTheFrameOfAVideo() throws Exception {
    String id = FtrackContract.newId();
    store(id, clip());
    Answer answer = send("GET", thumbnail("fit-in/80x80", id));
    BufferedImage image = decode(answer);
    assertThat(answer.one("Content-Type")).isEqualTo("image/jpeg");
    assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(80, 45));
    assertThat(new Color(image.getRGB(40, 22)).getRed()).isGreaterThan(230);
    String tag = answer.one("ETag");
    String again = thumbnail("fit-in/80x80", id);
    assertThat(send("GET", again, "If-None-Match: " + tag).status()).isEqualTo(304);
    assertThat(send("GET", thumbnail("meta/fit-in/80x80", id)).body())
        .contains("\"width\":160", "\"height\":90", "\"frameCount\":1", "\"width\":80");
    requireNothingLeft();
  }

  @Test
  default void saysThatAVideoHasNoPicture() throws Exception {
    String id = FtrackContract.newId();
    store(id, Arrays.copyOf(clip(), 700));
    requireProblem(send("GET", thumbnail("4x3", id)), 400, "thumbor-image-unusable");
    requireProblem(send("GET", thumbnail("meta/4x3", id)), 400, "thumbor-image-unusable");
    requireNothingLeft();
  }
}
