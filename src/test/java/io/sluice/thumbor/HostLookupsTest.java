package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostLookupsTest {
  private static final int AT_ONCE = 16;
  private static final int WAITING = 256;

  private final HostLookups lookups = new HostLookups();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    lookups.close();
  }

  private CompletionStage<String> slow(CountDownLatch begun) {
    return lookups.begin(
        () -> {
          begun.countDown();
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return CompletableFuture.completedFuture("done");
        });
  }

  private static Throwable failure(CompletionStage<?> stage) {
    Throwable e = stage.handle((done, failure) -> failure).toCompletableFuture().join();
    return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
  }

  @Test
  void refusesWhoComesWhenTooManyWaitAndServesTheOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(AT_ONCE);
    List<CompletionStage<String>> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE + WAITING; i++) {
      all.add(slow(begun));
    }
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(failure(slow(begun)))
        .isInstanceOfSatisfying(
            HttpErrorException.class, e -> assertThat(e.error()).isEqualTo(MediaError.RENDER_BUSY));
    gate.countDown();
    for (CompletionStage<String> each : all) {
      assertThat(each.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo("done");
    }
  }

  @Test
  void endsAsWhatWasBegunEnds() {
    HttpErrorException refusal = new HttpErrorException(MediaError.IMAGE_DAMAGED);
    assertThat(failure(lookups.begin(() -> CompletableFuture.failedFuture(refusal))))
        .isSameAs(refusal);
    assertThat(
            failure(
                lookups.begin(
                    () -> {
                      throw refusal;
                    })))
        .isSameAs(refusal);
  }
}
