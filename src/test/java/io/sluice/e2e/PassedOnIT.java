package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** An object that is longer than {@code keep-up-to}: Nginx passes it on, and keeps nothing. */
class PassedOnIT {
  private static final int LIMIT = 1 << 20;
  private static final byte[] LONG = Content.random(LIMIT + 1, 1);
  private static final byte[] SHORT = Content.random(LIMIT, 2);

  @TempDir static Path folder;
  private static String bucket;
  private static RunningGateway gateway;

  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    TestingS3 s3 = S3Proxy.get();
    bucket = s3.newBucket();
    Map<String, String> environment = new HashMap<>();
    environment.put("SLUICE_STORES_MAIN_KIND", "s3");
    environment.put("SLUICE_STORES_MAIN_BUCKET", bucket);
    environment.put("SLUICE_STORES_MAIN_ENDPOINT", s3.endpoint().toString());
    environment.put("SLUICE_STORES_MAIN_ACCESS_KEY", TestingS3.ACCESS_KEY);
    environment.put("SLUICE_STORES_MAIN_SECRET_KEY", TestingS3.SECRET_KEY);
    environment.put("SLUICE_STORES_MAIN_KEEP_UP_TO", "1MiB");
    gateway = RunningGateway.start(folder, environment);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    gateway.close();
  }

  @Test
  void keepsNothingOfALongObject() throws Exception {
    put(LONG);
    assertThat(get().body()).isEqualTo(LONG);
    assertThat(kept()).isZero();
  }

  @Test
  void keepsAnObjectThatIsJustShortEnough() throws Exception {
    long before = kept();
    put(SHORT);
    assertThat(get().body()).isEqualTo(SHORT);
    Await.until("the slice is in its place", Await.LONG, () -> kept() == before + 1);
    removeSlices();
  }

  @Test
  void answersWithTheRangeThatWasAskedFor() throws Exception {
    put(LONG);
    assertPart(get("Range: bytes=10-19"), 10, 20);
    assertPart(get("Range: bytes=-5"), LONG.length - 5, LONG.length);
    assertPart(get("Range: bytes=" + LIMIT + "-"), LIMIT, LONG.length);
    Wire.Answer several = get("Range: bytes=0-1,5-6");
    assertThat(several.status()).isEqualTo(200);
    assertThat(several.body()).isEqualTo(LONG);
    Wire.Answer past = get("Range: bytes=" + LONG.length + "-");
    assertThat(past.status()).isEqualTo(416);
    assertThat(past.one("Content-Range")).isEqualTo("bytes */" + LONG.length);
  }

  @Test
  void answersConditionsAsForAnyOtherObject() throws Exception {
    put(LONG);
    String tag = get().one("ETag");
    assertThat(tag).startsWith("\"").endsWith("\"");
    assertThat(get("If-None-Match: " + tag).status()).isEqualTo(304);
    assertThat(get("If-Match: \"another\"").status()).isEqualTo(412);
    assertPart(get("If-Range: " + tag, "Range: bytes=0-9"), 0, 10);
    Wire.Answer old = get("If-Range: \"another\"", "Range: bytes=0-9");
    assertThat(old.status()).isEqualTo(200);
    assertThat(old.body()).isEqualTo(LONG);
  }

  @Test
  void saysEachHeaderOnceAndNothingOfTheBucket() throws Exception {
    put(LONG, "Content-Type: video/mp4", "Content-Disposition: attachment; filename=a.mp4");
    Wire.Answer answer = get();
    assertThat(answer.one("Content-Type")).isEqualTo("video/mp4");
    assertThat(answer.one("Content-Disposition")).isEqualTo("attachment; filename=a.mp4");
    assertThat(answer.one("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.one("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.one("Last-Modified")).isNotEmpty();
    assertThat(answer.headers().toString().toLowerCase(Locale.ROOT))
        .doesNotContain("x-amz", "x-sluice", bucket);
  }

  @Test
  void looksAgainWhenTheObjectWasReplacedOrRemovedBehindItsBack() throws Exception {
    put(LONG);
    assertThat(get().body()).isEqualTo(LONG);
    byte[] other = Content.random(LIMIT + 7, 3);
    try (S3Client client = S3Proxy.get().client()) {
      client.putObject(p -> p.bucket(bucket).key("" + id), RequestBody.fromBytes(other));
      assertThat(get().body()).isEqualTo(other);
      client.deleteObject(d -> d.bucket(bucket).key("" + id));
      assertThat(get().status()).isEqualTo(404);
    }
  }

  private void put(byte[] body, String... headers) throws IOException {
    assertThat(Wire.put(gateway.port, gateway.targets.put(id), body, headers).status())
        .isEqualTo(200);
  }

  private Wire.Answer get(String... headers) throws IOException {
    return Wire.ask(gateway.port, "GET", gateway.targets.get(id), headers);
  }

  private static void assertPart(Wire.Answer answer, int from, int to) {
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.one("Content-Range"))
        .isEqualTo("bytes " + from + "-" + (to - 1) + "/" + LONG.length);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(LONG, from, to));
  }

  private static long kept() throws IOException {
    try (Stream<Path> files = Files.walk(gateway.data.resolve("nginx/cache"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static void removeSlices() throws IOException {
    try (Stream<Path> files = Files.walk(gateway.data.resolve("nginx/cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
