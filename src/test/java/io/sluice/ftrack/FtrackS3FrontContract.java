package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.TestingS3;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Behind an Nginx, with a bucket: the bytes go between the two, and the app gives its word. */
abstract class FtrackS3FrontContract extends FtrackFrontContract implements FtrackS3Contract {
  /** Keeps the bucket. */
  abstract TestingS3 s3() throws Exception;

  @Override
  TestingStorage storage() throws Exception {
    return new S3Storage(s3());
  }

  @Test
  void tellsNginxToSendAFileThatItNamesAndTouchesItNot() throws Exception {
    String id = FtrackContract.newId();
    Path file = Files.writeString(gateway().spool().resolve("0099999901"), "spooled");
    for (int i = 0; i < 2; i++) {
      Answer answer = putFile(id, "" + file);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.one("X-Accel-Redirect")).isEqualTo("@sluice_store");
      assertThat(answer.one("X-Sluice-Store-URI")).contains(id, "X-Amz-Signature=");
      assertThat(answer.bytes()).isEmpty();
      assertThat(answer.one("ETag")).isEmpty();
    }
    assertThat(bucket().stored(id)).isEmpty();
    assertThat(file).hasContent("spooled");
    Files.delete(file);
  }

  @Test
  void takesABodyWithoutAFileOnlyWhenItIsWhole() throws Exception {
    String id = FtrackContract.newId();
    String target =
        gateway().server.contextPath() + "/put?" + gateway().query(Operation.PUT, "id=" + id);
    try (RawHttp http = gateway().connectToApp()) {
      http.head("PUT", target, TOKEN, "Content-Length: 3").send("off");
      assertThat(http.read().status()).isEqualTo(200);
    }
    requireStored(id, "off");
    try (RawHttp http = gateway().connectToApp()) {
      requireProblem(http.head("PUT", target, TOKEN).read(), 411, "length-required");
    }
    requireStored(id, "off");
  }

  @Test
  void asksAgainWhenTheObjectWentOrChangedBetweenVerdictAndFetch() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    rememberInTheApp(id);
    bucket().replace(id, "another hello");
    requireStored(id, "another hello");
    String other = FtrackContract.newId();
    put(other, "hello");
    rememberInTheApp(other);
    bucket().remove(other);
    requireProblem(get(other), 404, "component-missing");
    assertThat(head(other).status()).isEqualTo(404);
  }

  /** Without Nginx, which would keep the bytes. */
  private void rememberInTheApp(String id) throws Exception {
    String target = "/get?" + gateway().query(Operation.GET, "id=" + id);
    assertThat(gateway().askApp("GET", target, TOKEN).status()).isEqualTo(200);
  }

  @Test
  void servesAHotObjectWithoutTheBucketAndNeverWithoutAVerdict() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    requireStored(id, "hello");
    long sent = bucket().relay().sent();
    requireStored(id, "hello");
    assertThat(get(id, "Range: bytes=1-2").body()).isEqualTo("el");
    requireProblem(send("GET", gateway().prefix() + "/get?id=" + id), 403, "signature-missing");
    assertThat(bucket().relay().sent()).isEqualTo(sent);
  }

  @Test
  void answers503ForADownloadWhileTheBucketIsAwayAndServesItAfterwards() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    rememberInTheApp(id);
    bucket().takeAway();
    try {
      Answer answer = get(id);
      requireProblem(answer, 503, "store-failed");
      assertThat(answer.one("Retry-After")).isEqualTo("5");
      assertThat(answer.one("Access-Control-Allow-Origin")).isEqualTo("*");
    } finally {
      bucket().bringBack();
    }
    requireStored(id, "hello");
  }
}
