package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;

/** What every part of the contract asks of a gateway. */
interface FtrackContract {
  TestingGateway gateway();

  /** A fresh id, as ftrack makes them. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  default Answer put(String id, String body, String... headers) throws Exception {
    String target = gateway().signed(Operation.PUT, "id=" + id);
    return gateway().ask("PUT", target, TestingGateway.bytes(body), headers);
  }

  default Answer get(String id, String... headers) throws Exception {
    return send("GET", gateway().signed(Operation.GET, "id=" + id), headers);
  }

  default Answer head(String id, String... headers) throws Exception {
    return send("HEAD", gateway().signed(Operation.GET, "id=" + id), headers);
  }

  default Answer send(String method, String target, String... headers) throws Exception {
    return gateway().ask(method, target, BodyPublishers.noBody(), headers);
  }

  /** One request letter by letter, one answer. */
  default Answer raw(String method, String target, String body, String... headers)
      throws Exception {
    try (RawHttp http = gateway().connect()) {
      Answer answer = http.head(method, target, headers).send(body).read();
      gateway().requireNothingOfTheStore(answer);
      return answer;
    }
  }

  default void requireStored(String id, String body) throws Exception {
    Answer answer = get(id);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
  }

  /** Refused with a problem document of this code; the id has nothing, and nothing lies about. */
  default void requireRefused(Answer answer, int status, String code, String id) throws Exception {
    requireProblem(answer, status, code);
    assertThat(gateway().storage().stored(id)).isEmpty();
    requireNothingLeft();
  }

  default void requireProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.one("X-Request-ID")).matches("[0-9A-Za-z._-]{8,64}");
    gateway().requireDiscreet(answer);
  }

  default void requireNothingLeft() throws Exception {
    boolean isClean = Eventually.becomes(() -> gateway().unfinished().isEmpty());
    assertThat(isClean).as(List.copyOf(gateway().unfinished()).toString()).isTrue();
  }
}
