package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that take their time, and how little of the server they hold meanwhile. */
interface FtrackSlowClientContract extends FtrackContract {
  int SLOW_CLIENTS = 300;

  @Test
  default void answersOthersWhileHundredsOfUploadsAreSlow() throws Exception {
    String other = FtrackContract.newId();
    String id = FtrackContract.newId();
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        RawHttp http = gateway().connect();
        slow.add(http);
        // Every second one by the way of a checksum, which reaches the app as it comes.
        String more = i % 2 == 0 ? "X-None: 1" : "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==";
        String target = gateway().signed(Operation.PUT, "id=" + id);
        http.head("PUT", target, "Content-Length: 5", more).send("hel");
      }
      assertThat(put(other, "quick").status()).isEqualTo(200);
      requireStored(other, "quick");
      assertThat(gateway().askApp("GET", "/health/ready").status()).isEqualTo(200);
      for (RawHttp http : slow) {
        http.send("lo");
      }
      for (RawHttp http : slow) {
        Answer answer = http.read();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      }
    } finally {
      for (RawHttp http : slow) {
        http.close();
      }
    }
    requireStored(id, "hello");
    requireNothingLeft();
  }

  @Test
  default void answersOthersWhileHundredsOfDownloadsAreSlow() throws Exception {
    String id = FtrackContract.newId();
    put(id, "x".repeat(4_000_000));
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        RawHttp http = gateway().connect();
        slow.add(http);
        http.head("GET", gateway().signed(Operation.GET, "id=" + id));
      }
      String other = FtrackContract.newId();
      assertThat(put(other, "quick").status()).isEqualTo(200);
      requireStored(other, "quick");
      assertThat(slow.get(SLOW_CLIENTS - 1).read().bytes()).hasSize(4_000_000);
    } finally {
      for (RawHttp http : slow) {
        http.close();
      }
    }
  }
}
