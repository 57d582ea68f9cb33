package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Job;
import io.sluice.events.OutboxFolder;
import io.sluice.events.TestingHook;
import io.sluice.media.video.TestingClip;
import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Review media of uploads, by the real app behind the real Nginx, told to a real listener. */
class EncodeIT {
  private static final Pattern MADE = Pattern.compile("\"made\":\\[.*?\"id\":\"([0-9a-f-]{36})\"");

  @TempDir Path folder;
  private TestingHook hook;
  private LooseGateway gateway;
  private Path jobs;

  @BeforeEach
  void prepare() throws Exception {
    TestingClip.assumeFfmpeg();
    hook = new TestingHook();
    gateway = new LooseGateway(folder, folder, "store.sweep-after: 1h");
    jobs = gateway.store.resolve("encode");
  }

  @AfterEach
  void stop() {
    gateway.close();
    hook.close();
  }

  private void switchOn(String more) throws Exception {
    gateway.add(
        "encode: {enabled: true, hook: \"%s\", hook-secret: %s%s}"
            .formatted(hook.url(), TestingHook.SECRET.reveal(), more));
  }

  private UUID put(Path file) throws Exception {
    UUID id = UUID.randomUUID();
    byte[] bytes = Files.readAllBytes(file);
    assertThat(Wire.put(gateway.port, gateway.targets.put(id), bytes).status()).isEqualTo(200);
    return id;
  }

  /** What the hook was told of is there for whoever has a signed URL. */
  private String requireMade(TestingHook.Call call, UUID source) throws Exception {
    assertThat(call.isGenuine()).isTrue();
    assertThat(call.body()).contains("\"id\":\"" + source + "\"");
    Matcher made = MADE.matcher(call.body());
    assertThat(made.find()).as(call.body()).isTrue();
    UUID id = UUID.fromString(made.group(1));
    Wire.Answer answer = Wire.ask(gateway.port, "GET", gateway.targets.get(id));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("ftyp", "avc1");
    return made.group(1);
  }

  private List<Job> waiting() throws Exception {
    return new OutboxFolder(jobs).jobs(/* failed= */ false);
  }

  private void awaitNoJob() {
    Await.until("all jobs are done", Await.LONG, () -> waiting().isEmpty());
  }

  @Test
  void tellsOfAnUploadThroughNginx() throws Exception {
    switchOn("");
    gateway.start();
    UUID id = put(TestingClip.red(folder.resolve("a.mov")));
    requireMade(hook.next(), id);
    awaitNoJob();
    assertThat(gateway.sluice("encode", "list")).isEmpty();
    gateway.awaitNothingLeft();
  }

  @Test
  void makesItAfterAKillInTheMiddle() throws Exception {
    switchOn("");
    gateway.start();
    Path clip =
        TestingClip.make(
            folder.resolve("long.mkv"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=1280x720:r=30:d=20",
            "-c:v",
            "mpeg4",
            "-q:v",
            "8");
    UUID id = put(clip);
    Await.until("it runs", Await.LONG, () -> waiting().get(0).state().isRunning());
    Await.until("a result grows", Await.LONG, this::resultGrows);
    assertThat(gateway.sluice("encode", "list")).contains("encoding " + id);
    gateway.killApp();
    assertThat(hook.calls).isEmpty();
    assertThat(waiting()).hasSize(1);

    gateway.startApp();
    gateway.awaitReady();
    requireMade(hook.next(), id);
    awaitNoJob();
    assertThat(hook.calls).isEmpty();
  }

  private boolean resultGrows() throws Exception {
    for (Path file : gateway.staged()) {
      if (Files.size(file) > 100_000) {
        return true;
      }
    }
    return false;
  }

  @Test
  void tellsWhenTheHookIsThereAgain() throws Exception {
    switchOn("");
    gateway.start();
    hook.status = 503;
    UUID id = put(TestingClip.red(folder.resolve("a.mp4")));
    TestingHook.Call refused = hook.next();
    hook.status = 200;
    TestingHook.Call told = hook.next();
    assertThat(told).isEqualTo(refused);
    requireMade(told, id);
    awaitNoJob();
  }

  @Test
  void listsAndDropsWhatHasFailed() throws Exception {
    switchOn("");
    gateway.start();
    byte[] clip = Files.readAllBytes(TestingClip.red(folder.resolve("a.mp4")));
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(clip, clip.length / 2));
    UUID id = put(cut);
    OutboxFolder folderOfJobs = new OutboxFolder(jobs);
    Await.until("it failed", Await.LONG, () -> !folderOfJobs.jobs(/* failed= */ true).isEmpty());
    String line = gateway.sluice("encode", "list", "--failed");
    assertThat(line).contains(" failed " + id + " 1 video-unusable: ");
    assertThat(gateway.sluice("encode", "retry", "--all")).endsWith(" will be tried again");
    Await.until(
        "it failed again",
        Await.LONG,
        () -> waiting().isEmpty() && !folderOfJobs.jobs(/* failed= */ true).isEmpty());
    assertThat(gateway.sluice("encode", "drop", line.split(" ", 2)[0])).endsWith(" dropped");
    assertThat(gateway.sluice("encode", "list")).isEmpty();
  }

  @Test
  void encodesWhatNginxSendsToABucket() throws Exception {
    TestingS3 s3 = S3Proxy.get();
    gateway.onBucket(
        ", bucket: %s, endpoint: \"%s\", access-key: %s, secret-key: %s"
            .formatted(s3.newBucket(), s3.endpoint(), TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY));
    jobs = folder.resolve("jobs");
    switchOn(", state: " + jobs);
    gateway.start();
    UUID id = put(TestingClip.red(folder.resolve("a.mov")));
    String first = requireMade(hook.next(), id);
    byte[] other = Files.readAllBytes(TestingClip.red(folder.resolve("b.mkv")));
    assertThat(Wire.put(gateway.port, gateway.targets.put(id), other).status()).isEqualTo(200);
    assertThat(requireMade(hook.next(), id)).isEqualTo(first);
    awaitNoJob();
    // A bucket's own folder of this machine is where nothing but parts and copies come by.
    try (Stream<Path> staged = Files.list(gateway.store)) {
      assertThat(staged).isEmpty();
    }
  }
}
