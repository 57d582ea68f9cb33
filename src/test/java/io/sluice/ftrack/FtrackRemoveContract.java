package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a component goes for good. */
interface FtrackRemoveContract extends FtrackContract {
  @ParameterizedTest
  @CsvSource({"GET,/remove", "POST,/remove", "DELETE,/remove", "GET,/component/remove"})
  default void removesByEveryMethodAndIsFoundNoMore(String method, String path) throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello");
    String query = gateway().query(Operation.REMOVE, "id=" + id);
    Answer answer = send(method, gateway().prefix() + path + "?" + query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    requireProblem(get(id), 404, "component-missing");
    assertThat(head(id).status()).isEqualTo(404);
    assertThat(gateway().storage().published(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  default void answers200ToAnUnknownIdAndAgain(String method) throws Exception {
    String target = gateway().signed(Operation.REMOVE, "id=" + FtrackContract.newId());
    assertThat(send(method, target).status()).isEqualTo(200);
    assertThat(send(method, target).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id=1&x=2", "{\"id\":1}"})
  default void ignoresTheBodyOfAPost(String body) throws Exception {
    String target = gateway().signed(Operation.REMOVE, "id=" + FtrackContract.newId());
    String form = "Content-Type: application/x-www-form-urlencoded";
    assertThat(gateway().ask("POST", target, TestingGateway.bytes(body), form).status())
        .isEqualTo(200);
  }
}
