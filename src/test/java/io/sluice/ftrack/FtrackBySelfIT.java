package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished WAR running by itself: what its server refuses has the form of our errors too. */
class FtrackBySelfIT extends FtrackServerContract implements FtrackResizeContract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }

  @Override
  boolean isFronted() {
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET //get?QUERY HTTP/1.1\r\nHost: media\r\n",
        "GET /x/..;/get?QUERY HTTP/1.1\r\nHost: media\r\n",
        "GET /get%2f?QUERY HTTP/1.1\r\nHost: media\r\n",
        "GET /get?QUERY&x=%zz\u0000 HTTP/1.1\r\nHost: media\r\n",
        "GET /get?QUERY HTTP/1.1\r\n",
        "GET /get?QUERY HTTP/1.1\r\nHost: media\r\nHost: other\r\n",
        "GET /get?QUERY HTTP/1.1\r\nHost: media\r\nX Y: z\r\n",
        "GET /get?QUERY HTTP/9.9\r\nHost: media\r\n",
        "PUT /put?QUERY HTTP/1.1\r\nHost: media\r\nContent-Length: x\r\n",
        "no http at all\r\n"
      })
  void refusesMalformedHttpWithAProblemThatRepeatsNothing(String head) throws Exception {
    String query = gateway().query(Operation.GET, "id=" + FtrackContract.newId());
    try (RawHttp http = gateway().connect()) {
      http.send(head.replace("QUERY", query) + "Connection: close\r\n\r\n");
      Answer answer = http.read();
      requireProblem(answer, answer.status() == 505 ? 505 : 400, "bad-request");
      assertThat(answer.body()).contains("\"detail\":\"", answer.one("X-Request-ID"));
    }
  }

  @Test
  void refusesALargeHeadWithAProblem() throws Exception {
    String target = gateway().signed(Operation.GET, "id=" + FtrackContract.newId());
    requireProblem(raw("GET", target, "", "X-Big: " + "x".repeat(60_000)), 431, "bad-request");
  }
}
