package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: a clear answer, never a 500, nothing stored, nothing left. */
interface FtrackBadInputContract extends FtrackContract {
  @ParameterizedTest
  @ValueSource(strings = {"/%70ut", "/put/", "/put;a=b", "/put;", "/PUT", "/putx", "/put%2f", "/"})
  default void knowsItsAddressesByTheLetter(String path) throws Exception {
    String id = FtrackContract.newId();
    String query = gateway().query(Operation.PUT, "id=" + id);
    String target = gateway().prefix() + path + "?" + query;
    Answer answer = raw("PUT", target, "hello", "Content-Length: 5");
    boolean refusedEarly = path.equals("/put%2f") && answer.status() == 400;
    assertThat(refusedEarly || answer.status() == 404).as(answer.toString()).isTrue();
    assertThat(gateway().storage().stored(id)).isEmpty();
    requireNothingLeft();
    gateway().requireDiscreet(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//put", "/x/..;/put", "/./put", "/x/../put", "//component//put"})
  default void takesNoDetourToItsAddresses(String path) throws Exception {
    String id = FtrackContract.newId();
    String query = gateway().query(Operation.PUT, "id=" + id);
    String target = gateway().prefix() + path + "?" + query;
    Answer answer = raw("PUT", target, "hello", "Content-Length: 5");
    boolean isAmbiguous = path.contains("//") || path.contains(";");
    int direct = isAmbiguous ? gateway().server.ambiguousPathStatus() : 404;
    int status = gateway().isFronted() ? 404 : direct;
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(gateway().storage().stored(id)).isEmpty();
    requireNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_authorize",
        "/_sluice_authorize",
        "/_sluice_put_stream",
        "/_sluice_put_spool",
        "/_sluice_store",
        "/_sluice_store_400",
        "/@sluice_store",
        "/_sluice_files/main/x"
      })
  default void showsNobodyItsInnerAddresses(String path) throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    String query = gateway().query(Operation.GET, "id=" + id);
    for (String prefix : List.of("", gateway().prefix())) {
      assertThat(send("GET", prefix + path + "?" + query).status()).isEqualTo(404);
    }
  }

  @Test
  default void believesNothingThatOnlyNginxMaySay() throws Exception {
    String id = FtrackContract.newId();
    String victim = FtrackContract.newId();
    put(victim, "kept");
    Path outside = Files.writeString(gateway().folder.resolve("outside"), "outside");
    String[] forged = {
      "X-File: " + outside,
      "X-Original-URI: " + gateway().signed(Operation.REMOVE, "id=" + victim),
      "X-Original-Method: DELETE",
      "X-Original-Length: 1",
      "X-Accel-Redirect: /_sluice_files/main/x",
      "X-Sluice-Store-URI: /elsewhere",
      "X-Proxy-Token: wrong-0123456789abcdef",
      "X-Content-Length: 1"
    };
    assertThat(put(id, "mine", forged).status()).isEqualTo(200);
    Answer answer = get(id, forged);
    assertThat(answer.body()).isEqualTo("mine");
    assertThat(outside).hasContent("outside");
    String remove = gateway().signed(Operation.REMOVE, "id=" + id);
    assertThat(send("DELETE", remove, forged).status()).isEqualTo(200);
    requireStored(victim, "kept");
    requireNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../../../etc/passwd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%2f..%2fsluice-store",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b%00",
        "%00",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5%62",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5%D0%B0",
        "7d3e4c1a%E2%80%9052b0-4f0e-9a77-0c1d2e3f4a5b",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5g",
        "7d3e4c1a52b04f0e9a770c1d2e3f4a5b",
        "{7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b}",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b/x",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b.info",
        "null"
      })
  default void refusesAnIdThatIsNoneAlsoWhenItIsSigned(String id) throws Exception {
    String safe = id.replace("{", "%7B").replace("}", "%7D");
    for (Operation operation : Operation.values()) {
      String target = gateway().signed(operation, "id=" + safe);
      String method = operation.methods().get(0);
      Answer answer = gateway().ask(method, target, TestingGateway.bytes("hello"));
      requireProblem(answer, 400, "component-id-malformed");
    }
    requireNothingLeft();
  }

  @Test
  default void refusesAnIdThatIsMissingOrRepeated() throws Exception {
    String id = FtrackContract.newId();
    String prefix = gateway().prefix();
    requireProblem(send("GET", prefix + "/get"), 400, "id-missing");
    requireProblem(send("GET", prefix + "/get?"), 400, "id-missing");
    requireProblem(send("GET", prefix + "/get?id=&signature=x"), 400, "id-missing");
    String signed = gateway().signed(Operation.GET, "id=" + id);
    requireProblem(send("GET", signed + "&id=" + id), 400, "parameter-repeated");
    requireProblem(send("GET", signed + "&signature=x"), 400, "parameter-repeated");
    requireProblem(send("GET", signed + "&%69d=" + id), 400, "parameter-malformed");
    requireProblem(send("GET", signed + "&a=1".repeat(12)), 400, "too-many-parameters");
    // With Nginx the target comes twice, and a container of 8 KiB takes no more in one head.
    int length = gateway().isFronted() && !gateway().server.takesLongHeads() ? 3400 : 4100;
    Answer tooLong = send("GET", signed + "&a=" + "x".repeat(length));
    if (length > 4096) {
      requireProblem(tooLong, 400, "query-too-long");
    } else {
      requireProblem(tooLong, 403, "signature-mismatch");
    }
  }

  @Test
  default void refusesAnIdOf64KilobytesWithoutReadingOn() throws Exception {
    String target = gateway().prefix() + "/get?signature=x&id=" + "a".repeat(65_536);
    Answer answer = raw("GET", target, "", "Connection: close");
    assertThat(answer.status()).as(answer.toString()).isIn(400, 414, 431);
  }

  @Test
  default void refusesRawBytesInAQuery() throws Exception {
    String target = gateway().prefix() + "/get?signature=x&id=\u0430\u0430";
    Answer answer = raw("GET", target, "", "Connection: close");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, put, PUT",
    "POST, put, PUT",
    "DELETE, put, PUT",
    "PATCH, put, PUT",
    "HEAD, put, PUT",
    "POST, get, GET",
    "PUT, get, GET",
    "DELETE, get, GET",
    "PUT, remove, DELETE",
    "PATCH, remove, POST",
    "QWERTY, get, HEAD",
    "put, put, PUT"
  })
  default void answers405WithAllow(String method, String word, String allowed) throws Exception {
    String id = FtrackContract.newId();
    Operation operation = Operation.valueOf(word.toUpperCase(Locale.ROOT));
    String target = gateway().signed(operation, "id=" + id);
    Answer answer =
        method.equals("HEAD") ? send(method, target) : raw(method, target, "", "Content-Length: 0");
    boolean isUnreadable = method.equals("put") && gateway().isFronted();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(isUnreadable ? 400 : 405);
    if (!isUnreadable) {
      assertThat(answer.one("Allow").split(", *")).contains(allowed).doesNotContain("TRACE");
    }
    assertThat(gateway().storage().stored(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: abc",
        "Content-Length: 5, 6",
        "Content-Length: 99999999999999999999999",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: xchunked"
      })
  default void refusesABodyWhoseLengthIsInDoubt(String headers) throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    Answer answer = raw("PUT", target, "5\r\nhello\r\n0\r\n\r\n", headers, "Connection: close");
    assertThat(answer.status()).as(answer.toString()).isIn(400, 413, 501);
    assertThat(gateway().storage().stored(id)).isEmpty();
    requireNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xyz\r\nhello\r\n0\r\n\r\n", "-5\r\nhello\r\n", "5\r\nhelloXX0\r\n\r\n"})
  default void storesNothingOfABodyWithBrokenChunks(String body) throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    String[] headers = {"Transfer-Encoding: chunked", "Connection: close"};
    if (gateway().isFronted() || gateway().server.answersBrokenChunks()) {
      Answer answer = raw("PUT", target, body, headers);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    } else {
      assertThatThrownBy(() -> raw("PUT", target, body, headers)).isInstanceOf(IOException.class);
    }
    assertThat(gateway().storage().stored(id)).isEmpty();
    requireNothingLeft();
  }

  @Test
  default void replaysNoHeaderThatWouldBreakAnAnswer() throws Exception {
    String id = FtrackContract.newId();
    String longName = "x".repeat(3000);
    requireRefused(
        put(id, "hello", "Content-Disposition: attachment; filename=" + longName),
        400,
        "bad-request",
        id);
    put(id, "hello", "Content-Type: text/html\tx", "X-Request-ID: \"><script>");
    Answer answer = get(id, "X-Request-ID: ${jndi:ldap://x}");
    assertThat(answer.one("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.one("X-Request-ID")).matches("[0-9a-zA-Z]{8,64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: attachment; filename=a\rX-Evil: 1",
        "Content-Disposition: attachment; filename=a\u0000b",
        "Content-Type: image/png\rX-Evil: 1"
      })
  default void letsNoClientWriteAHeaderOfAnAnswer(String header) throws Exception {
    String id = FtrackContract.newId();
    String target = gateway().signed(Operation.PUT, "id=" + id);
    Answer answer = raw("PUT", target, "hello", header, "Content-Length: 5", "Connection: close");
    assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
    assertThat(get(id).all("X-Evil")).isEmpty();
  }

  @Test
  default void refusesAHeadThatIsTooLargeOrWithoutAHost() throws Exception {
    String target = gateway().signed(Operation.GET, "id=" + FtrackContract.newId());
    Answer large = raw("GET", target, "", "X-Big: " + "x".repeat(100_000), "Connection: close");
    assertThat(large.status()).isIn(400, 431);
    try (RawHttp http = gateway().connect()) {
      http.send("GET " + target + " HTTP/1.1\r\nConnection: close\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(400);
    }
  }

  @Test
  default void keepsAWellFormedRequestIdAndMakesOneElse() throws Exception {
    String id = FtrackContract.newId();
    assertThat(get(id, "X-Request-ID: from-balancer.0001").one("X-Request-ID"))
        .isEqualTo("from-balancer.0001");
    String first = get(id).one("X-Request-ID");
    assertThat(first).isNotEqualTo(get(id).one("X-Request-ID")).hasSizeGreaterThan(15);
    assertThat(get(id, "X-Request-ID: short").one("X-Request-ID")).isNotEqualTo("short");
  }
}
