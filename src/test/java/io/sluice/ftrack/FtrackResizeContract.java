package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.config.Secret;
import io.sluice.media.video.TestingClip;
import io.sluice.resize.MediaNames;
import io.sluice.resize.ResizeFactor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The resize door beside the ftrack door, with originals that a command has put into the store. */
interface FtrackResizeContract extends FtrackContract {
  Secret RESIZE_SECRET = Secret.of("resize-secret-made-up-for-tests");
  MediaNames NAMES = MediaNames.signedWith(RESIZE_SECRET.reveal());

  private String media(String... words) throws Exception {
    String java = Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java, "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8"));
    command.addAll(List.of("-jar", TestingServer.war().toString(), "media"));
    command.addAll(List.of(words));
    command.addAll(List.of("-c", gateway().folder.resolve("sluice.yaml").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce("", (before, line) -> line);
  }

  private String original(String name) throws Exception {
    return original(name, 800, 600);
  }

  private String original(String name, int width, int height) throws Exception {
    String id = NAMES.generateId(name);
    Path file = Files.createTempFile(gateway().folder, "original", ".jpg");
    Files.write(
        file, FtrackThumbnailContract.picture(width, height, Color.RED, Color.BLUE, "jpeg"));
    assertThat(media("put", "--id", id, file.toString())).isEqualTo(id);
    return id;
  }

  @Test
  default void makesAResizeOfTheFrameOfAVideo() throws Exception {
    TestingClip.assumeFfmpeg();
    Path clip = TestingClip.red(Files.createTempFile(gateway().folder, "clip", ".mp4"));
    String id = NAMES.generateId("Clip.mp4");
    assertThat(media("put", "--id", id, clip.toString())).isEqualTo(id);
    requirePicture(send("GET", target(id, 100, 100, ResizeFactor.FILL)), 100, 100);
    Files.write(clip, Arrays.copyOf(Files.readAllBytes(clip), 700));
    assertThat(media("put", "--replace", "--id", id, clip.toString())).isEqualTo(id);
    String other = target(id, 90, 90, ResizeFactor.FILL);
    // What another process did to a bucket is seen when info-cache is over.
    assertThat(Eventually.becomes(() -> send("GET", other).status() == 422)).isTrue();
    requireProblem(send("GET", other), 422, "video-unusable");
    Files.delete(clip);
  }

  private String target(String id, int width, int height, ResizeFactor factor) {
    String name = NAMES.resizeName(id, width, height, factor, 80, true, "jpg");
    return gateway().prefix() + "/media/" + NAMES.urlPath(id, name);
  }

  private static void requirePicture(Answer answer, int width, int height) throws Exception {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.one("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.one("Cache-Control")).isEqualTo("public, max-age=86400");
    assertThat(answer.one("X-Content-Type-Options")).isEqualTo("nosniff");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
    assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(width, height));
    assertThat(new Color(image.getRGB(width / 4, height / 2)).getRed()).isGreaterThan(240);
  }

  @Test
  default void makesAResizeOnceAndAnswersAsAFileAfterwards() throws Exception {
    String target = target(original("Photo.JPEG"), 100, 200, ResizeFactor.FILL);
    Answer first = send("GET", target);
    requirePicture(first, 100, 200);
    Answer second = send("GET", target);
    requirePicture(second, 100, 200);
    assertThat(second.bytes()).isEqualTo(first.bytes());
    String tag = second.one("ETag");
    assertThat(tag).isNotEmpty().isEqualTo(first.one("ETag"));
    assertThat(send("GET", target, "If-None-Match: " + tag).status()).isEqualTo(304);
    Answer part = send("GET", target, "Range: bytes=6-9");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(first.bytes(), 6, 10));
    Answer head = send("HEAD", target);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.one("Content-Length")).isEqualTo("" + first.bytes().length);
    if (gateway().isFronted() && !gateway().handsOver()) {
      requireOneCallToTheApp(target);
    }
  }

  /** Of all the requests above only one has gone past Nginx. */
  private void requireOneCallToTheApp(String target) throws Exception {
    assertThat(Eventually.becomes(() -> lines(target).size() == 5)).as(gateway().log()).isTrue();
    assertThat(lines(target).stream().filter(line -> !line.contains("\"us\":\"\""))).hasSize(1);
  }

  private List<String> lines(String target) throws Exception {
    return gateway().log().lines().filter(line -> line.contains("\"u\":\"" + target)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ünï ça.jpg", "a+b & c=%.jpg", "~x.jpg", "画像画像画像画像画像画像画像画像画像画像画像画像画像画像.jpg"})
  default void takesEveryNameInEverySpelling(String name) throws Exception {
    // Containers refuse an escaped percent sign where no Nginx rewrites the path.
    assumeTrue(gateway().isFronted() || name.indexOf('%') < 0);
    String id = original(name, 80, 60);
    String target = target(id, 40, 30, ResizeFactor.FIT);
    requirePicture(send("GET", target), 40, 30);
    requirePicture(send("GET", target + "?cache=1"), 40, 30);
    requirePicture(send("GET", target.replace("-fit-", "%2dfit%2D")), 40, 30);
  }

  @Test
  default void removesResizesWithTheirOriginal() throws Exception {
    String id = original("gone.jpg");
    String small = target(id, 40, 30, ResizeFactor.FIT);
    String large = target(id, 400, 300, ResizeFactor.FIT);
    requirePicture(send("GET", small), 40, 30);
    requirePicture(send("GET", large), 400, 300);
    assertThat(media("clear-variants", id)).isEqualTo("2 resizes removed");
    requirePicture(send("GET", small), 40, 30);
    assertThat(media("delete", id)).isEqualTo("deleted");
    for (String target : List.of(small, large)) {
      // Nginx keeps a file open for a second; a bucket's change is seen when info-cache is over.
      assertThat(Eventually.becomes(() -> send("GET", target).status() == 404)).isTrue();
      requireProblem(send("GET", target), 404, "media-missing");
    }
    assertThat(media("delete", id)).isEqualTo("there was none");
    assertThat(gateway().storage().stored(id.substring(37))).isEmpty();
  }

  @Test
  default void makesResizesOfAComponentUnderAnyName() throws Exception {
    String component = FtrackContract.newId();
    storeComponent(component, Color.RED);
    String target = target(component + "-Any name.jpeg", 100, 200, ResizeFactor.FILL);
    if (!gateway().isFronted()) {
      requireProblem(send("GET", target), 404, "media-missing"); // Switched off.
      return;
    }
    Answer first = send("GET", target);
    requirePicture(first, 100, 200);
    String tag = first.one("ETag");
    assertThat(send("GET", target, "If-None-Match: " + tag).status()).isEqualTo(304);
    Answer part = send("GET", target, "Range: bytes=6-9");
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(first.bytes(), 6, 10));
    String other = target(component + "-other.png", 40, 30, ResizeFactor.FIT);
    requirePicture(send("GET", other), 40, 30);

    storeComponent(component, Color.GREEN);
    Answer second = send("GET", target, "If-None-Match: " + tag);
    assertThat(second.status()).as("of the new component").isEqualTo(200);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(second.bytes()));
    assertThat(new Color(image.getRGB(25, 100)).getRed()).isLessThan(16);

    send("DELETE", gateway().signed(Operation.REMOVE, "id=" + component));
    requireProblem(send("GET", target), 404, "media-missing");
    requireProblem(send("GET", other), 404, "media-missing");
  }

  @Test
  default void asksForASignatureOfAComponentsResizeAndForAPicture() throws Exception {
    assumeTrue(gateway().isFronted());
    String component = FtrackContract.newId();
    put(component, "no picture");
    String target = target(component + "-x.jpg", 40, 30, ResizeFactor.FIT);
    requireProblem(send("GET", target), 415, "format-unsupported");
    requireProblem(send("GET", target.replace("40x30", "41x30")), 403, "resize-signature-mismatch");
  }

  private void storeComponent(String id, Color color) throws Exception {
    byte[] picture = FtrackThumbnailContract.picture(800, 600, color, Color.BLUE, "jpeg");
    String target = gateway().signed(Operation.PUT, "id=" + id);
    Answer answer = gateway().ask("PUT", target, BodyPublishers.ofByteArray(picture));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  default void refusesWhatIsNotSignedOrCannotBe() throws Exception {
    String id = original("kept.jpg");
    String target = target(id, 40, 30, ResizeFactor.FIT);
    requireProblem(
        send("GET", target.replace("/40x30-", "/41x30-")), 403, "resize-signature-mismatch");
    requireProblem(
        send("GET", target.replace("kept.jpg/", "kapt.jpg/")), 403, "resize-signature-mismatch");
    requireProblem(
        send("GET", target.replace("/40x30-", "/99999x30-")), 400, "resize-size-exceeded");
    requireProblem(send("GET", target.replace("-80-", "-101-")), 400, "resize-quality-exceeded");
    requireProblem(send("GET", target.replace("-fit-", "-fat-")), 404, "resize-factor-unknown");
    requireProblem(send("GET", target.replace("/40x30-", "/0x30-")), 404, "resize-size-malformed");
    requireProblem(send("GET", gateway().prefix() + "/media/x"), 404, "media-id-malformed");
    String unborn = NAMES.generateId("unborn.jpg");
    requireProblem(send("GET", target(unborn, 40, 30, ResizeFactor.FIT)), 404, "media-missing");
    assertThat(send("PUT", target).status()).isEqualTo(405);
    assertThat(send("GET", target.replace("jpg/40", "jpg%2f40")).status()).isIn(400, 404);
    requirePicture(send("GET", target), 40, 30);
  }

  @Test
  default void servesNothingFromOutsideItsFolder() throws Exception {
    String id = original("inside.jpg");
    String target = target(id, 40, 30, ResizeFactor.FIT);
    requirePicture(send("GET", target), 40, 30);
    String folder = target.substring(0, target.lastIndexOf('/'));
    for (String way : List.of("/../inside.jpg/", "/./", "//", "/../../../../../../../objects/")) {
      Answer answer = raw("GET", folder + way + target.substring(target.lastIndexOf('/') + 1), "");
      assertThat(answer.status()).as(way + answer).isIn(200, 400, 403, 404);
      if (answer.status() == 200) {
        requirePicture(answer, 40, 30);
      }
    }
    for (String secret : List.of(".locks/00", "..%2fsluice-store", "../sluice-store", ".trash/")) {
      Answer answer = raw("GET", gateway().prefix() + "/media/" + secret, "");
      assertThat(answer.status()).as(secret + answer).isIn(400, 403, 404);
    }
  }

  @Test
  default void namesTheAddressOfAResize() throws Exception {
    String id = NAMES.generateId("a b.jpg");
    String url = media("url", id, "40x30", "--factor", "fill", "--format", "webp");
    String name = NAMES.resizeName(id, 40, 30, ResizeFactor.FILL, 65, true, "webp");
    assertThat(url).endsWith("/media/" + NAMES.urlPath(id, name));
    assertThat(Objects.requireNonNull(url)).startsWith("http://127.0.0.1:9000");
  }
}
