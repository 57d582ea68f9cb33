package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose URL it is: another operation, id, user or time makes it nobody's. */
interface FtrackSignatureContract extends FtrackContract {
  @ParameterizedTest
  @CsvSource({
    "GET,PUT,PUT",
    "GET,REMOVE,GET",
    "PUT,GET,GET",
    "PUT,REMOVE,DELETE",
    "REMOVE,PUT,PUT"
  })
  default void refusesASignatureOfAnotherOperation(Operation signed, Operation asked, String method)
      throws Exception {
    String id = FtrackContract.newId();
    String query = gateway().query(signed, "id=" + id);
    Answer answer =
        gateway()
            .ask(
                method,
                gateway().prefix() + "/" + asked.word() + "?" + query,
                TestingGateway.bytes("hello"));
    requireRefused(answer, 403, "signature-mismatch", id);
  }

  @Test
  default void refusesASignatureOfAnotherIdUserOrTime() throws Exception {
    String id = FtrackContract.newId();
    String later = "" + (now() + 3600);
    put(id, "hello");
    String query = "id=" + id + "&user=anna&invitee=&timeout=" + later;
    String good = gateway().signed(Operation.GET, query);
    assertThat(send("GET", good).status()).isEqualTo(200);
    String other = FtrackContract.newId();
    put(other, "secret");
    String[] changed = {
      good.replace(id, other),
      good.replace("user=anna", "user=berta"),
      good.replace("user=anna", "user=Anna"),
      good.replace("&user=anna", ""),
      good.replace("invitee=", "invitee=anna"),
      good.replace("&invitee=", ""),
      good.replace("&timeout=" + later, ""),
      good.replace("timeout=" + later, "timeout=" + later + "0"),
      good.replace("timeout=" + later, "timeout=9999999999"),
      good + "&extra=1"
    };
    for (String target : changed) {
      requireProblem(send("GET", target), 403, "signature-mismatch");
    }
  }

  @Test
  default void refusesAnUnsignedOrBadlySignedUrl() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    String bare = gateway().prefix() + "/get?id=" + id;
    requireProblem(send("GET", bare), 403, "signature-missing");
    requireProblem(send("GET", bare + "&signature="), 403, "signature-missing");
    for (String text : new String[] {"x", "AAAA", "%00", "A".repeat(43) + "%3D%3D", "%2e%2e"}) {
      requireProblem(send("GET", bare + "&signature=" + text), 403, "signature-malformed");
    }
    String zero = "A".repeat(43) + "%3D";
    requireProblem(send("GET", bare + "&signature=" + zero), 403, "signature-mismatch");
    String upper = gateway().signed(Operation.GET, "id=" + id).toUpperCase(Locale.ROOT);
    String path = gateway().prefix() + "/get?";
    String shouted = path + upper.substring(upper.indexOf('?') + 1);
    requireProblem(send("GET", shouted), 400, "id-missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "0x7fffffff", "-1", "1e12", "9999999999999", "%39", "1 0"})
  default void refusesATimeThatIsNone(String timeout) throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    String escaped = timeout.replace(" ", "%20");
    String target = gateway().signed(Operation.GET, "id=" + id + "&timeout=" + escaped);
    requireProblem(send("GET", target), 403, "timeout-malformed");
  }

  @Test
  default void allowsSixtySecondsOfSkewAndNoMore() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    String recent = gateway().signed(Operation.GET, "id=" + id + "&timeout=" + (now() - 30));
    assertThat(send("GET", recent).status()).isEqualTo(200);
    String fraction = gateway().signed(Operation.GET, "id=" + id + "&timeout=" + now() + ".0");
    assertThat(send("GET", fraction).status()).isEqualTo(200);
    String old = gateway().signed(Operation.GET, "id=" + id + "&timeout=" + (now() - 62));
    requireProblem(send("GET", old), 403, "url-expired");
  }

  @Test
  default void refusesAnExpiredUploadOrRemoval() throws Exception {
    String id = FtrackContract.newId();
    String put = gateway().signed(Operation.PUT, "id=" + id + "&timeout=" + (now() - 62));
    Answer answer = gateway().ask("PUT", put, TestingGateway.bytes("hello"));
    requireRefused(answer, 403, "url-expired", id);
    put(id, "kept");
    String remove = gateway().signed(Operation.REMOVE, "id=" + id + "&timeout=1700000600");
    requireProblem(send("DELETE", remove), 403, "url-expired");
    requireStored(id, "kept");
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }
}
