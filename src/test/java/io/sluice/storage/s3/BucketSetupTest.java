package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answer of a store means that there is no bucket, and what is then planned. */
class BucketSetupTest {
  @TempDir Path folder;

  private List<BucketPartState> states(
      String answer, BiConsumer<BucketSetup, Consumer<BucketPartState>> way) throws IOException {
    List<BucketPartState> states = new ArrayList<>();
    try (StrangeServer server = new StrangeServer(answer)) {
      S3StoreConfig config =
          TestingBucket.config(
              folder, "access-key: k", "secret-key: s", "endpoint: \"" + server.at("http") + "\"");
      BucketWish wish = new BucketWish(BucketWish.Access.PRIVATE, List.of("*"), 7, null);
      try (BucketSetup setup = new BucketSetup(config, wish)) {
        way.accept(setup, states::add);
      }
    }
    return states;
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, the key may not do this",
    "403, InvalidAccessKeyId, the store knows no such access-key",
    "403, SignatureDoesNotMatch, secret-key does not belong to access-key",
    "301, PermanentRedirect, region or endpoint is not the bucket's",
    "400, AuthorizationHeaderMalformed, region is not the bucket's",
    "404, NoSuchKey, 404 NoSuchKey",
    "405, MethodNotAllowed, 405 MethodNotAllowed"
  })
  void plansNothingForABucketThatItCannotSee(int status, String code, String cure)
      throws IOException {
    String refusal = StrangeServer.refusal(status, code);

    List<BucketPartState> planned = states(refusal, BucketSetup::plan);

    assertThat(planned).isEqualTo(states(refusal, BucketSetup::check));
    assertThat(planned).singleElement().matches(BucketPartState::isFault);
    assertThat(planned.get(0).text())
        .startsWith("the store answers " + status + " " + code)
        .contains(cure)
        .endsWith("; wanted: dailies is there");
  }

  @Test
  void plansEachPartOfABucketThatIsNotThere() throws IOException {
    String missing = StrangeServer.refusal(404, "NoSuchBucket");

    List<BucketPartState> planned = states(missing, BucketSetup::plan);

    assertThat(planned)
        .extracting(BucketPartState::kind)
        .containsOnly(BucketPartState.Kind.PLANNED);
    assertThat(planned)
        .extracting(state -> state.part() + ": " + state.text())
        .containsExactly(
            "bucket: no bucket dailies; wanted: dailies is there",
            "access: a new bucket is so, nothing to send; wanted: private, read by presigned URLs"
                + " only",
            "cors: no rule sluice-browser; wanted: pages of * may use it",
            "lifecycle: no rule sluice-abort-uploads; wanted: unfinished uploads end after 7 days");
    assertThat(planned).extracting(state -> state.requests().size()).containsExactly(1, 0, 1, 1);
    assertThat(states(missing, BucketSetup::check))
        .singleElement()
        .matches(state -> state.kind() == BucketPartState.Kind.DIFFERS);
  }
}
