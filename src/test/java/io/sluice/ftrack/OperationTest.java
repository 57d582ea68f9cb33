package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {
  @Test
  void standsAtSixExactAddresses() {
    assertThat(FtrackServlet.ADDRESSES)
        .hasSize(6)
        .allSatisfy(a -> assertThat(Operation.at(a)).isNotNull());
    assertThat(Operation.at("/component/remove")).isEqualTo(Operation.REMOVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/PUT", "/put/", "//put", "/%70ut", "/put;a=1", "/x/..;/put", "/putx"})
  void standsNowhereElse(String path) {
    assertThat(Operation.at(path)).isNull();
  }

  @Test
  void storesAnIdInLowerCase() {
    assertThat(ComponentId.key("7D3E4C1A-52B0-4F0E-9A77-0C1D2E3F4A5B").value())
        .isEqualTo("7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7d3e4c1a52b04f0e9a770c1d2e3f4a5b",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5g",
        "7d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5b ",
        "../../../../../../../../etc/passwd-x",
        "7d3e4c1a%2D52b0-4f0e-9a77-0c1d2e3f4a",
        "\uff17d3e4c1a-52b0-4f0e-9a77-0c1d2e3f4a5"
      })
  void refusesEveryOtherId(String raw) {
    assertThatThrownBy(() -> ComponentId.key(raw))
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> assertThat(e.error()).isEqualTo(FtrackError.COMPONENT_ID_MALFORMED));
  }
}
