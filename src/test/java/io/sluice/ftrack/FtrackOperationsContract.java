package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an operator sees: health, metrics, logs. */
interface FtrackOperationsContract extends FtrackContract {
  @Test
  default void saysThatItLivesAndIsReady() throws Exception {
    Answer live = gateway().askApp("GET", "/health/live");
    assertThat(live.status()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"up\"}");
    Answer ready = gateway().askApp("GET", "/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).startsWith("{\"status\":\"up\"").contains("\"store main\":\"ok\"");
    assertThat(ready.body().contains("spool")).isEqualTo(gateway().isFronted());
    assertThat(ready.one("Cache-Control")).isEqualTo("no-store");
    if (gateway().isFronted()) {
      assertThat(send("GET", "/health/ready").body()).isEqualTo(ready.body());
      assertThat(send("GET", "/metrics").status()).isEqualTo(404);
    }
  }

  @Test
  default void isNotReadyWhileTheStoreIsGoneAndComesBack() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    gateway().storage().takeAway();
    try {
      assertThat(Eventually.becomes(() -> readiness() == 503)).isTrue();
      Answer ready = gateway().askApp("GET", "/health/ready");
      assertThat(ready.body())
          .startsWith("{\"status\":\"down\"")
          .contains("\"store main\":\"" + gateway().storage().awayWord() + "\"");
      assertThat(gateway().askApp("GET", "/health/live").status()).isEqualTo(200);
      requireProblem(put(FtrackContract.newId(), "hello"), 503, "store-failed");
      assertThat(put(id, "hello").one("Retry-After")).isEqualTo("5");
    } finally {
      gateway().storage().bringBack();
    }
    assertThat(Eventually.becomes(() -> readiness() == 200)).isTrue();
    requireStored(id, "hello");
    requireNothingLeft();
  }

  private int readiness() throws Exception {
    try (RawHttp http = gateway().connectToApp()) {
      return http.head("GET", gateway().server.contextPath() + "/health/ready").read().status();
    }
  }

  @Test
  default void countsWhatItDidWithoutNamingAnybody() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello", "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==");
    get(id);
    send("GET", gateway().prefix() + "/get?id=" + id);
    send("DELETE", gateway().signed(Operation.REMOVE, "id=" + id));
    Answer metrics = gateway().askApp("GET", "/metrics");
    assertThat(metrics.status()).isEqualTo(200);
    assertThat(metrics.one("Content-Type")).startsWith("text/plain");
    assertThat(metrics.body())
        .contains("sluice_requests_total{door=\"ftrack-get\",method=\"GET\",status=\"403\"} ")
        .contains("sluice_request_seconds_bucket{door=\"ftrack-get\",le=")
        .contains("sluice_ftrack_verdicts_total{operation=\"put\",outcome=\"granted\"} ")
        .contains("sluice_ftrack_verdicts_total{operation=\"get\",outcome=\"signature-missing\"} ")
        .contains("sluice_ftrack_adopted_bytes_total ")
        .contains("sluice_ftrack_adopt_seconds_count ")
        .contains(gateway().storage().metric())
        .contains("jvm_memory_used_bytes")
        .doesNotContain(id, gateway().folder.toString());
    // A body that Nginx hands to a bucket passes as a verdict only.
    assertThat(metrics.body())
        .contains(
            gateway().handsOver()
                ? "sluice_ftrack_handed_over_bytes_total "
                : "sluice_requests_total{door=\"ftrack-put\",method=\"PUT\",status=\"200\"} ");
    assertThat(metrics.body().contains("sluice_spool_files ")).isEqualTo(gateway().isFronted());
  }

  @Test
  default void growsNoMetricByWhatAStrangerSends() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (RawHttp http = gateway().connectToApp()) {
        http.head("VERB" + i, gateway().server.contextPath() + "/nothing-" + i).read();
      }
    }
    assertThat(gateway().askApp("GET", "/metrics").body())
        .contains("sluice_requests_total{door=\"none\",method=\"other\",status=\"404\"} ")
        .doesNotContain("VERB1", "nothing-1");
  }

  @Test
  default void writesTheRequestIdAndNeverASignature() throws Exception {
    String id = FtrackContract.newId();
    String requestId = "trace-" + id;
    assertThat(get(id, "X-Request-ID: " + requestId).status()).isEqualTo(404);
    String good = gateway().signed(Operation.GET, "id=" + id + "&user=very-private-user");
    send("GET", good + "&extra=1");
    send("POST", good);
    raw("GET", good + "\u0430", "", "Connection: close");
    raw("GET", good.replace("/get", "//get"), "", "Connection: close");
    raw("GET", good, "", "X-Big: " + "x".repeat(100_000), "Connection: close");
    raw("PUT", good, "", "Content-Length: x", "Connection: close");
    assertThat(Eventually.becomes(() -> gateway().log().contains(requestId))).isTrue();
    assertThat(gateway().log())
        .doesNotContain(gateway().signatures())
        .doesNotContain("very-private-user", NginxFront.TOKEN, TestingGateway.SECRET.reveal());
  }
}
