package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the app at random moments while it makes 64 thumbnails. Whoever gets one, from the app that
 * dies, from Nginx while there is no app, or from the next app, gets all of it.
 *
 * <p>{@code -Dsluice.variantKills=100} for a long run, {@code -Dsluice.seed=N} for the choices of
 * another.
 */
class KillVariantsIT {
  private static final int ROUNDS = Integer.getInteger("sluice.variantKills", 5);
  private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
  private static final int AT_ONCE = 64;

  @TempDir Path folder;
  private LooseGateway gateway;
  private Path photograph;
  private byte[] bytes;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  @BeforeEach
  void start() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(Thumbnails.photograph(), "jpeg", out);
    bytes = out.toByteArray();
    photograph = Files.write(folder.resolve("photo.jpg"), bytes);
    gateway = new LooseGateway(folder, folder, "store.sweep-after: 3s", "front.sweep-after: 3s");
    gateway.add("thumbor: {key: \"" + Thumbnails.THUMBOR_KEY.reveal() + "\"}");
    gateway.add("resize: {store: main, secret: \"" + Thumbnails.RESIZE_SECRET + "\"}");
    gateway.start();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    gateway.close();
  }

  @Test
  void servesNoHalfThumbnail() throws Exception {
    Random random = new Random(SEED);
    List<byte[]> undisturbed = whole(answers(fresh()));
    int before = 0;
    int without = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      String what = "seed " + SEED + ", round " + round;
      Thumbnails thumbnails = fresh();
      CountDownLatch some = new CountDownLatch(1 + random.nextInt(AT_ONCE - 8));
      List<Future<byte @Nullable []>> running = ask(thumbnails, some);
      assertThat(some.await(60, TimeUnit.SECONDS)).as(what).isTrue();
      // The random moment is the test: nothing is waited for here.
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(25_000)));
      gateway.killApp();

      before += same(all(running), undisturbed, what + ", from the app that was killed");
      without += same(answers(thumbnails), undisturbed, what + ", from Nginx alone");
      assertPublishedIsWhole(what);

      gateway.startApp();
      gateway.awaitReady();
      int after = same(answers(thumbnails), undisturbed, what + ", from the next app");
      assertThat(after).as(what).isEqualTo(AT_ONCE);
    }
    gateway.awaitNothingLeft();
    // Else nothing was tried: some were made before a kill, and some were not.
    assertThat(before).as("seed %d", SEED).isBetween(1, ROUNDS * AT_ONCE - 1);
    assertThat(without).as("seed %d", SEED).isBetween(1, ROUNDS * AT_ONCE / 2);
  }

  /** A component and a media file of which nothing was made yet. */
  private Thumbnails fresh() throws Exception {
    UUID component = UUID.randomUUID();
    assertThat(Wire.put(gateway.port, gateway.targets.put(component), bytes).status())
        .isEqualTo(200);
    return Thumbnails.of(gateway, component, gateway.sluice("media", "put", photograph.toString()));
  }

  private List<byte @Nullable []> answers(Thumbnails thumbnails) throws Exception {
    return all(ask(thumbnails, new CountDownLatch(0)));
  }

  private List<Future<byte @Nullable []>> ask(Thumbnails thumbnails, CountDownLatch answered) {
    List<Future<byte @Nullable []>> running = new ArrayList<>();
    for (String target : thumbnails.targets()) {
      running.add(
          threads.submit(
              () -> {
                try {
                  return body(target);
                } finally {
                  answered.countDown();
                }
              }));
    }
    return running;
  }

  /** Null for an answer without a picture, and for one that the client sees to be cut off. */
  private byte @Nullable [] body(String target) {
    try {
      Wire.Answer answer = Wire.ask(gateway.port, "GET", target);
      assertThat(answer.status()).as(target).isIn(200, 502, 503, 504);
      return answer.status() == 200 ? answer.body() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static List<byte @Nullable []> all(List<Future<byte @Nullable []>> running)
      throws Exception {
    List<byte @Nullable []> all = new ArrayList<>();
    for (Future<byte @Nullable []> answer : running) {
      all.add(answer.get(120, TimeUnit.SECONDS));
    }
    return all;
  }

  /** What everything else is held against, so it is read to its last pixel. */
  private static List<byte[]> whole(List<byte @Nullable []> answers) throws IOException {
    List<byte[]> whole = new ArrayList<>();
    for (byte[] answer : answers) {
      assertThat(answer).isNotNull();
      assertThat(Thumbnails.isWhole(answer)).isTrue();
      whole.add(answer);
    }
    return whole;
  }

  private static int same(List<byte @Nullable []> answers, List<byte[]> undisturbed, String what)
      throws IOException {
    int count = 0;
    for (int i = 0; i < answers.size(); i++) {
      byte[] answer = answers.get(i);
      if (answer != null) {
        assertThat(Thumbnails.isWhole(answer)).as("%s, %d", what, i).isTrue();
        assertThat(answer).as("%s, %d", what, i).isEqualTo(undisturbed.get(i));
        count++;
      }
    }
    return count;
  }

  /** Also what nobody has asked for since: Nginx would serve it without a question. */
  private void assertPublishedIsWhole(String what) throws IOException {
    try (Stream<Path> files = Files.walk(gateway.store.resolve("published"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).toList()) {
        if (Files.isRegularFile(file)) {
          assertThat(Thumbnails.isWhole(Files.readAllBytes(file))).as(what + ", " + file).isTrue();
        }
      }
    }
  }
}
